package io.holdfast.store;

/**
 * A statement failed for a reason that asking again does not cure: a missing table, a refused value, a missing right.
 * The database itself can be reached. The message names the operation and the SQLSTATE.
 */
public class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
