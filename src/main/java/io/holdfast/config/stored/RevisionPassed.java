package io.holdfast.config.stored;

/** Somebody else was faster: a configuration database has come further than the writer knew, and nothing was changed. */
public final class RevisionPassed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long expected;
    private final long actual;

    public RevisionPassed(long expected, long actual) {
        super("the configuration database is at revision " + actual + ", not " + expected);
        this.expected = expected;
        this.actual = actual;
    }

    public long expected() {
        return expected;
    }

    public long actual() {
        return actual;
    }
}
