package io.holdfast.config.stored;

/** A change does not fit what a configuration database has: nothing was changed. The message says what is in the way. */
public final class StoredConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoredConflict(String message) {
        super(message);
    }
}
