package io.holdfast.store.config.table;

import java.sql.SQLDataException;

/** A row holds what cannot be understood. The database itself has no objection to it. */
public final class BadRowException extends SQLDataException {

    private static final long serialVersionUID = 1L;

    private static final String DATA_EXCEPTION = "22000";

    BadRowException(String message) {
        super(message, DATA_EXCEPTION);
    }
}
