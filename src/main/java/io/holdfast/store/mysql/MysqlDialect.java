package io.holdfast.store.mysql;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.Dialect;
import io.holdfast.store.LeaseDialect;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB by MySQL Connector/J. */
public final class MysqlDialect implements Dialect {

    @Override
    public Connection connect(BackendSettings settings, @Nullable String password, Pace pace) throws SQLException {
        throw new SQLException("later");
    }

    @Override
    public String takesChanges() {
        return "select @@global.read_only = 0 and @@session.transaction_read_only = 0";
    }

    @Override
    public LeaseDialect leases() {
        throw new UnsupportedOperationException();
    }
}
