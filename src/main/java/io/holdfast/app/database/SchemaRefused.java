package io.holdfast.app.database;

/** The database can be reached, but its tables are not ones we know: waiting does not help. */
public final class SchemaRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaRefused(String reason) {
        super(reason);
    }
}
