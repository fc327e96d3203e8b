package io.holdfast.store.config;

import java.sql.SQLException;

/** Carries a database error through work that knows nothing of SQL, out to where it becomes what it means. */
final class SqlTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException error;

    SqlTrouble(SQLException error) {
        super(error);
        this.error = error;
    }

    SQLException error() {
        return error;
    }

    /** Part of such work. */
    @FunctionalInterface
    interface Part<T> {
        T run() throws SQLException;
    }

    static <T> T carried(Part<T> part) {
        try {
            return part.run();
        } catch (SQLException e) {
            throw new SqlTrouble(e);
        }
    }
}
