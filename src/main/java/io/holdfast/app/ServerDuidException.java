package io.holdfast.app;

/** The server's DUID cannot be read or kept; the message names the file. */
final class ServerDuidException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerDuidException(String message, Exception cause) {
        super(message, cause);
    }
}
