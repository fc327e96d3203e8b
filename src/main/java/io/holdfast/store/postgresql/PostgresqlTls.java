package io.holdfast.store.postgresql;

import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import io.holdfast.store.tls.PostgresqlSockets;
import io.holdfast.store.tls.TlsConnector;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** TLS in pgjdbc's words. The driver only asks the server for it; what is checked then is ours. */
final class PostgresqlTls {

    private PostgresqlTls() {}

    static Connection connect(PGSimpleDataSource source, TlsSettings tls) throws SQLException {
        source.setGssEncMode("disable"); // another way to encrypt, in which nobody would look at certificates
        if (tls.mode() == SslMode.DISABLE) {
            return connect(source, (String) null);
        }
        source.setSslfactory(PostgresqlSockets.class.getName());
        return TlsConnector.connect(tls, key -> connect(source, key), PostgresqlTls::isNoTls);
    }

    private static Connection connect(PGSimpleDataSource source, @Nullable String key) throws SQLException {
        source.setSslMode(key == null ? "disable" : "require");
        source.setSslFactoryArg(key);
        return source.getConnection();
    }

    /** The driver's own error, not one that a server sent; it has more of this kind, all after a handshake. */
    private static boolean isNoTls(SQLException e) {
        return e instanceof PSQLException driver
                && driver.getServerErrorMessage() == null
                && PSQLState.CONNECTION_REJECTED.getState().equals(e.getSQLState());
    }
}
