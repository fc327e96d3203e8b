package io.holdfast.rest;

/** The control sockets cannot be as configured; those from before are still open. The message holds no secret. */
public final class ControlSocketException extends Exception {

    private static final long serialVersionUID = 1L;

    ControlSocketException(String message) {
        super(message);
    }

    ControlSocketException(String message, Throwable cause) {
        super(message, cause);
    }
}
