package io.holdfast.transport;

/** A socket cannot be opened; the message is a sentence an operator can act on. */
public final class SocketOpenException extends Exception {

    private static final long serialVersionUID = 1L;

    public SocketOpenException(String message) {
        super(message);
    }

    public SocketOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
