package io.holdfast.store.memory;

/** A row of a lease file that cannot be understood; the message says why, without the row. */
final class BadRowException extends Exception {

    private static final long serialVersionUID = 1L;

    BadRowException(String message) {
        // There may be a million of them, and where they come from is plain: no stack trace.
        super(message, null, false, false);
    }
}
