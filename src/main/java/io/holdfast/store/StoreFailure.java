package io.holdfast.store;

import java.sql.SQLException;

/**
 * A statement failed for a reason that asking again does not cure: a missing table, a refused value, a missing right.
 * The database itself can be reached. The message names the operation and the SQLSTATE.
 */
public class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    public StoreFailure(String message, SQLException cause) {
        super(message, cause);
        this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /** Whether it was a value in a row (SQLSTATE classes 22 and 23), so that other rows may be fine. */
    public boolean isOfRow() {
        return sqlState.startsWith("22") || sqlState.startsWith("23");
    }
}
