package io.holdfast.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements on one connection, which is in auto-commit mode. May run more than once, so it changes no state outside. */
@FunctionalInterface
public interface SqlWork<T extends @org.jspecify.annotations.Nullable Object> {

    T on(Connection connection) throws SQLException;
}
