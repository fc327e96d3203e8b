package io.holdfast.store.mysql;

import com.mysql.cj.jdbc.Driver;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Dialect;
import io.holdfast.store.HostDialect;
import io.holdfast.store.LeaseDialect;
import io.holdfast.store.LeaseTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB by MySQL Connector/J. */
public final class MysqlDialect implements Dialect {

    /** Even the longest migration is not silent for longer, and a server that is gone is noticed some time. */
    static final int PATIENT_LIMIT_SECONDS = 1_800;

    private static final int LOCK_LIMIT_SECONDS = 2;

    private static final int DEFAULT_PORT = 3306;

    /** The session's zone is fixed: the columns are instants, but their text form goes through it. */
    private static final String SESSION = "time_zone='+00:00',sql_mode='STRICT_ALL_TABLES',innodb_lock_wait_timeout=%d";

    private final LeaseDialect leases4 = new MysqlLeases(LeaseTable.LEASE4);
    private final LeaseDialect leases6 = new MysqlLeases(LeaseTable.LEASE6);
    private final HostDialect hosts = new MysqlHosts();
    private final ConfigDialect config = new MysqlConfig();

    @Override
    public Connection connect(BackendSettings settings, HostPort at, @Nullable String password, Pace pace)
            throws SQLException {
        Properties properties = properties(settings, at);
        properties.setProperty("user", settings.user() == null ? "" : settings.user());
        properties.setProperty("password", password == null ? "" : password);
        Connection connection = connect(settings, at, properties);
        try {
            connection.setNetworkTimeout(Runnable::run, 1_000 * silenceLimit(settings, pace));
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

    private static int silenceLimit(BackendSettings settings, Pace pace) {
        return switch (pace) {
            case PROMPT -> settings.silenceLimit();
            case PATIENT -> PATIENT_LIMIT_SECONDS;
        };
    }

    private static Properties properties(BackendSettings settings, HostPort at) {
        Properties properties = new Properties();
        properties.setProperty("sessionVariables", SESSION.formatted(lockLimit(settings)));
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "false");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectTimeout", millis(settings.connectTimeout()));
        // Also for a server that accepts and says nothing; when it has let us in, other limits hold.
        properties.setProperty("socketTimeout", millis(settings.connectTimeout()));
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

    /** Seconds, shorter than a socket may be silent where that can be, so that a wait for a lock is seen as one. */
    private static int lockLimit(BackendSettings settings) {
        return Math.clamp(settings.silenceLimit() - 1, 1, LOCK_LIMIT_SECONDS);
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
        // A word in newer versions of MariaDB.
        return "select concat(@@global.read_only) in ('0', 'OFF') and @@global.innodb_read_only = 0";
    }

    @Override
    public LeaseDialect leases(LeaseTable table) {
        return switch (table) {
            case LEASE4 -> leases4;
            case LEASE6 -> leases6;
        };
    }

    @Override
    public HostDialect hosts() {
        return hosts;
    }

    @Override
    public ConfigDialect config() {
        return config;
    }
}
