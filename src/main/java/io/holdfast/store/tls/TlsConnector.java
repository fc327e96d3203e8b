package io.holdfast.store.tls;

import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects by a driver, with TLS as the settings ask for. Whatever the driver thinks, a connection that should be
 * encrypted and is not never leaves here.
 */
public final class TlsConnector {

    private static final Logger log = LoggerFactory.getLogger(TlsConnector.class);

    private TlsConnector() {}

    /** A driver's connect, told to use one of our socket factories. */
    @FunctionalInterface
    public interface Driver {

        /** @param key what the socket factory needs to find its handshake; null to connect in clear text */
        Connection connect(@Nullable String key) throws SQLException;
    }

    /**
     * Not for {@link SslMode#DISABLE}. Files are read anew each time. No driver is ever told to prefer: pgjdbc would go on
     * in clear text also when a server that has TLS refuses us, or when somebody cuts the connection.
     *
     * @param noTls tells the error with which the driver says that the server has no TLS
     * @throws TlsRefusedException when it was TLS that failed
     */
    public static Connection connect(TlsSettings settings, Driver driver, Predicate<SQLException> noTls)
            throws SQLException {
        try (TlsHandshake handshake = TlsHandshake.prepare(settings)) {
            Connection connection;
            try {
                connection = driver.connect(handshake.key());
            } catch (SQLException e) {
                boolean offersNone = noTls.test(e) && !handshake.wasTried();
                if (offersNone && settings.mode() == SslMode.PREFER) {
                    return driver.connect(null);
                }
                throw new HandshakeFailure(handshake).explained(e, offersNone);
            }
            return confirmed(connection, handshake);
        }
    }

    /** By our own socket, not by the server's tables: in front of a proxy those tell of another connection. */
    private static Connection confirmed(Connection connection, TlsHandshake handshake) throws SQLException {
        SSLSession session = handshake.inUse();
        if (session == null) {
            connection.close();
            SslMode mode = handshake.settings().mode();
            throw new TlsRefusedException("the connection would be in clear text, and ssl-mode " + mode
                    + " does not allow that" + (mode == SslMode.PREFER ? " where a server has TLS" : ""));
        }
        log.debug("a database connection uses {}, {}", session.getProtocol(), session.getCipherSuite());
        return connection;
    }
}
