package io.holdfast.store.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who else is connected to a database: a server that is still at work would lose what it writes. */
final class UpgradeSessions {

    private UpgradeSessions() {}

    /** An upgrade takes the time that it takes; only the limits that this server knows are asked for. */
    static void liftLimits(Sql sql, SchemaDialect dialect) throws SQLException {
        boolean postgresql = dialect == SchemaDialect.POSTGRESQL;
        for (String limit : sql.texts(postgresql ? LIMITS_POSTGRESQL : LIMITS_MYSQL)) {
            sql.execute("SET SESSION " + limit + " = 0");
        }
    }

    private static final String LIMITS_POSTGRESQL = """
            SELECT name FROM pg_settings
            WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout',
                           'idle_session_timeout', 'lock_timeout')""";

    private static final String LIMITS_MYSQL =
            "SHOW SESSION VARIABLES WHERE variable_name IN ('max_execution_time', 'max_statement_time')";

    /** As in {@code kea@192.0.2.1}; on MySQL without the privilege PROCESS only sessions of the same user are seen. */
    static List<String> others(Sql sql, SchemaDialect dialect) throws SQLException {
        return dialect == SchemaDialect.POSTGRESQL ? sql.texts(POSTGRESQL) : mysql(sql);
    }

    private static final String POSTGRESQL = """
            SELECT usename || CASE WHEN backend_type IS NULL THEN '' ELSE '@' || coalesce(host(client_addr), 'local') END
                   || coalesce(' (' || nullif(application_name, '') || ')', '')
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
              -- who may not see what kind a session is still sees that it is there
              AND (backend_type = 'client backend' OR backend_type IS NULL)
            ORDER BY 1""";

    private static List<String> mysql(Sql sql) throws SQLException {
        Object ours = sql.value("SELECT CONNECTION_ID()", List.of());
        Object database = sql.value("SELECT DATABASE()", List.of());
        List<String> others = new ArrayList<>();
        try (Statement statement = sql.connection().createStatement();
                ResultSet sessions = statement.executeQuery("SHOW PROCESSLIST")) {
            while (sessions.next()) {
                boolean here = Objects.equals(database, sessions.getString("db"));
                boolean other = sessions.getLong("Id") != ((Number) Objects.requireNonNull(ours)).longValue();
                if (here && other) {
                    others.add(sessions.getString("User") + "@" + sessions.getString("Host"));
                }
            }
        }
        return others;
    }
}
