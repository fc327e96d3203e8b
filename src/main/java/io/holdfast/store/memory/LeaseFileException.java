package io.holdfast.store.memory;

/** The lease file cannot be used: the message names the file and says why. Starting again will not help by itself. */
public final class LeaseFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseFileException(String message) {
        super(message);
    }

    LeaseFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
