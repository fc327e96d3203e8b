package io.holdfast.store.mysql;

import com.mysql.cj.Messages;
import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import io.holdfast.store.tls.MysqlSockets;
import io.holdfast.store.tls.TlsConnector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** TLS in Connector/J's words. The driver only asks the server for it; what is checked then is ours. */
final class MysqlTls {

    /** "SSL Connection required, but not provided by server", in the driver's table of messages. */
    private static final String NO_TLS = "MysqlIO.15";

    private MysqlTls() {}

    @FunctionalInterface
    interface Opener {
        Connection open(Properties properties) throws SQLException;
    }

    static Connection connect(Properties properties, TlsSettings tls, Opener driver) throws SQLException {
        if (tls.mode() == SslMode.DISABLE) {
            properties.setProperty("sslMode", "DISABLED");
            return driver.open(properties);
        }
        properties.setProperty("sslMode", tls.mode() == SslMode.PREFER ? "PREFERRED" : "REQUIRED");
        properties.setProperty("socketFactory", MysqlSockets.class.getName());
        return TlsConnector.connect(
                tls,
                key -> {
                    properties.setProperty(MysqlSockets.HANDSHAKE, key);
                    return driver.open(properties);
                },
                MysqlTls::isNoTls);
    }

    private static boolean isNoTls(SQLException e) {
        return String.valueOf(e.getMessage()).contains(Messages.getString(NO_TLS));
    }
}
