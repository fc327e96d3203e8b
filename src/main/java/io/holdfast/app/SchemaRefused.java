package io.holdfast.app;

/** The database can be reached, but its tables are not ones we know: waiting does not help. */
final class SchemaRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaRefused(String reason) {
        super(reason);
    }
}
