package io.holdfast.store.mysql;

import com.mysql.cj.jdbc.Driver;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import io.holdfast.store.Dialect;
import io.holdfast.store.LeaseDialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB by MySQL Connector/J. */
public final class MysqlDialect implements Dialect {

    /** How long a socket may be silent before the server counts as lost, unless {@code read-timeout} says otherwise. */
    static final int SOCKET_LIMIT_SECONDS = 8;

    /** Even the longest migration is not silent for longer, and a server that is gone is noticed some time. */
    static final int PATIENT_LIMIT_SECONDS = 1_800;

    /** Shorter than the socket's, so that a wait for a lock is seen as one. */
    static final int LOCK_LIMIT_SECONDS = 2;

    private static final int DEFAULT_PORT = 3306;

    /** The session's zone is fixed: the columns are instants, but their text form goes through it. */
    private static final String SESSION =
            "time_zone='+00:00',sql_mode='STRICT_ALL_TABLES',innodb_lock_wait_timeout=" + LOCK_LIMIT_SECONDS;

    private final LeaseDialect leases = new MysqlLeases();

    @Override
    public Connection connect(BackendSettings settings, HostPort at, @Nullable String password, Pace pace)
            throws SQLException {
        Properties properties = properties(settings, at, pace);
        properties.setProperty("user", settings.user() == null ? "" : settings.user());
        properties.setProperty("password", password == null ? "" : password);
        Connection connection = connect(settings, at, properties);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(BackendSettings settings, HostPort at, Properties properties)
            throws SQLException {
        return settings.tls().isPresent()
                ? MysqlTls.connect(properties, settings.tls().get(), secured -> open(settings, at, secured))
                : open(settings, at, properties);
    }

    private static Connection open(BackendSettings settings, HostPort at, Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url(settings, at), properties);
        if (connection == null) {
            throw new SQLException("not an address of a MySQL server: " + settings, "08001");
        }
        return connection;
    }

    private static String url(BackendSettings settings, HostPort at) {
        int port = at.port() == 0 ? DEFAULT_PORT : at.port();
        String name = settings.name() == null ? "" : settings.name();
        return "jdbc:mysql://address=(host=" + at.host() + ")(port=" + port + ")/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Properties properties(BackendSettings settings, HostPort at, Pace pace) {
        boolean prompt = pace == Pace.PROMPT;
        Properties properties = new Properties();
        properties.setProperty("sessionVariables", SESSION);
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "false");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectTimeout", millis(settings.connectTimeout()));
        properties.setProperty("socketTimeout", millis(prompt ? socketLimit(settings) : PATIENT_LIMIT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("allowMultiQueries", "true");
        properties.setProperty("cachePrepStmts", "true");
        properties.setProperty("prepStmtCacheSize", "64");
        properties.setProperty("prepStmtCacheSqlLimit", "16384");
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty("cacheServerConfiguration", "true");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("elideSetAutoCommits", "true");
        properties.setProperty("maintainTimeStats", "false");
        properties.setProperty("sslMode", isLocal(at.host()) ? "DISABLED" : "PREFERRED");
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(isLocal(at.host())));
        return properties;
    }

    /** The driver has one limit for both directions. */
    private static int socketLimit(BackendSettings settings) {
        int configured = Math.max(settings.readTimeout(), settings.writeTimeout());
        return configured > 0 ? configured : SOCKET_LIMIT_SECONDS;
    }

    /** On the machine itself encryption protects from nobody and costs both sides time. */
    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    private static String millis(int seconds) {
        return Long.toString(1000L * seconds);
    }

    @Override
    public String takesChanges() {
        return "select concat(@@global.read_only) in ('0', 'OFF')"; // a word in newer versions of MariaDB
    }

    @Override
    public LeaseDialect leases() {
        return leases;
    }
}
