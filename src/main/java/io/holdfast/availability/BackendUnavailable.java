package io.holdfast.availability;

/**
 * A store could not be reached, or cannot take changes now (read-only, shutting down, past its time limit). What was
 * asked for has not been done as far as anybody may assume; asking again later is right. The message never holds a
 * secret.
 */
public class BackendUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String backend;

    /** @param backend use and place, such as {@code lease} */
    public BackendUnavailable(String backend, String message, Throwable cause) {
        super(message, cause);
        this.backend = backend;
    }

    public BackendUnavailable(String backend, String message) {
        super(message);
        this.backend = backend;
    }

    public String backend() {
        return backend;
    }
}
