package io.holdfast.store.postgresql;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Dialect;
import io.holdfast.store.HostDialect;
import io.holdfast.store.LeaseDialect;
import io.holdfast.store.LeaseTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL by pgjdbc. */
public final class PostgresqlDialect implements Dialect {

    /**
     * The server ends a statement after this; past it nobody waits for the answer any more. Shorter than a socket may be
     * silent, so that a living server can say itself that it was the statement, or a lock.
     */
    private static final int STATEMENT_LIMIT_MILLIS = 5_000;

    private static final int LOCK_LIMIT_MILLIS = 4_000;

    /** Even the longest migration is not silent for longer, and a server that is gone is noticed some time. */
    static final int PATIENT_LIMIT_SECONDS = 1_800;

    private static final String SESSION = """
            set time zone 'UTC';
            set default_transaction_isolation = 'read committed'""";

    /**
     * Plans are made once per statement, not per execution, and always go through the indexes: all our statements look
     * for single rows, but a plan made while the table was still small would read all of it, also when it has grown.
     */
    private static final String PROMPT_SESSION = SESSION + """
            ;
            set statement_timeout = %1$d;
            set lock_timeout = %2$d;
            set idle_in_transaction_session_timeout = %1$d;
            set plan_cache_mode = force_generic_plan;
            set enable_seqscan = off;
            set enable_bitmapscan = off;
            set enable_hashjoin = off;
            set enable_mergejoin = off;
            set jit = off""";

    private final LeaseDialect leases4 = new PostgresqlLeases(LeaseTable.LEASE4);
    private final LeaseDialect leases6 = new PostgresqlLeases(LeaseTable.LEASE6);
    private final HostDialect hosts = new PostgresqlHosts();
    private final ConfigDialect config = new PostgresqlConfig();

    @Override
    public Connection connect(BackendSettings settings, HostPort at, @Nullable String password, Pace pace)
            throws SQLException {
        PGSimpleDataSource source = source(settings, at, password);
        source.setSocketTimeout(
                switch (pace) {
                    case PROMPT -> settings.silenceLimit();
                    case PATIENT -> PATIENT_LIMIT_SECONDS;
                });
        Connection connection = settings.tls().isPresent()
                ? PostgresqlTls.connect(source, settings.tls().get())
                : source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    switch (pace) {
                        case PROMPT -> promptSession(settings);
                        case PATIENT -> SESSION;
                    });
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String promptSession(BackendSettings settings) {
        int silence = 1_000 * settings.silenceLimit();
        return PROMPT_SESSION.formatted(
                Math.min(STATEMENT_LIMIT_MILLIS, silence * 3 / 4), Math.min(LOCK_LIMIT_MILLIS, silence / 2));
    }

    /** The driver has no TCP_USER_TIMEOUT: what {@code tcp-user-timeout} asks for is how long a socket may be silent. */
    private static PGSimpleDataSource source(BackendSettings settings, HostPort at, @Nullable String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {at.host()});
        source.setPortNumbers(new int[] {at.port()});
        source.setDatabaseName(settings.name());
        source.setUser(settings.user());
        source.setPassword(password);
        source.setConnectTimeout(settings.connectTimeout());
        source.setLoginTimeout(settings.connectTimeout());
        source.setTcpKeepAlive(true);
        source.setApplicationName("holdfast");
        source.setPrepareThreshold(1);
        source.setLogServerErrorDetail(false); // details quote rows
        return source;
    }

    @Override
    public String takesChanges() {
        return "select current_setting('transaction_read_only') = 'off'";
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
