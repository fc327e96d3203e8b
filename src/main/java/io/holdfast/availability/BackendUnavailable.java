package io.holdfast.availability;

import org.jspecify.annotations.Nullable;

/**
 * A store could not be reached, or cannot take changes now (read-only, shutting down, past its time limit). What was
 * asked for has not been done as far as anybody may assume; asking again later is right. The message never holds a
 * secret.
 */
public class BackendUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String backend;
    private final String reason;
    private final boolean known;

    /** @param backend use and place, such as {@code lease} */
    public BackendUnavailable(String backend, String message, Throwable cause) {
        this(backend, message, message, false, cause);
    }

    public BackendUnavailable(String backend, String message) {
        this(backend, message, message, false, null);
    }

    /** @param reason the message without the name of the backend, for those who know of which they speak */
    public BackendUnavailable(String backend, String message, String reason, @Nullable Throwable cause) {
        this(backend, message, reason, false, cause);
    }

    private BackendUnavailable(
            String backend, String message, String reason, boolean known, @Nullable Throwable cause) {
        super(message, cause);
        this.backend = backend;
        this.reason = reason;
        this.known = known;
    }

    /** One of which whoever threw it has told the watch, or which is the echo of a loss that is over. */
    public static BackendUnavailable known(String backend, String message, @Nullable Throwable cause) {
        return new BackendUnavailable(backend, message, message, true, cause);
    }

    public String backend() {
        return backend;
    }

    public String reason() {
        return reason;
    }

    /** Whether the watch need not be told. */
    public boolean isKnown() {
        return known;
    }
}
