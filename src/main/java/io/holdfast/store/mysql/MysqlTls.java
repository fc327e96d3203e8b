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
        return tls.mode() == SslMode.DISABLE
                ? inClearText(properties, driver)
                : TlsConnector.connect(
                        tls,
                        key -> key == null ? inClearText(properties, driver) : encrypted(properties, driver, key),
                        MysqlTls::isNoTls);
    }

    private static Connection inClearText(Properties properties, Opener driver) throws SQLException {
        properties.setProperty("sslMode", "DISABLED");
        properties.remove("socketFactory");
        return driver.open(properties);
    }

    private static Connection encrypted(Properties properties, Opener driver, String key) throws SQLException {
        properties.setProperty("sslMode", "REQUIRED");
        properties.setProperty("socketFactory", MysqlSockets.class.getName());
        properties.setProperty(MysqlSockets.HANDSHAKE, key);
        return driver.open(properties);
    }

    private static boolean isNoTls(SQLException e) {
        return String.valueOf(e.getMessage()).contains(Messages.getString(NO_TLS));
    }
}
