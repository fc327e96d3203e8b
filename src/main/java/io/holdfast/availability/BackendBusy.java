package io.holdfast.availability;

/**
 * The backend is there, but others were in the way for too long: all connections in use, deadlocks again and again.
 * Nothing has been done and nothing needs recovering; asking again later is right.
 */
public final class BackendBusy extends BackendUnavailable {

    private static final long serialVersionUID = 1L;

    public BackendBusy(String backend, String message, Throwable cause) {
        super(backend, message, cause);
    }
}
