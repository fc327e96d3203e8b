package io.holdfast.store;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.HostPort;
import io.holdfast.store.Dialect.Pace;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.store.schema.SchemaMigrator;
import io.holdfast.store.schema.SchemaOutcome;
import io.holdfast.telemetry.Meters;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database for one test class, on a server that the whole test run shares. */
public record TestDatabase(BackendSettings settings) {

    public static TestDatabase at(
            Type type, String host, int port, String name, String user, @Nullable String password) {
        return new TestDatabase(new BackendSettings(
                type,
                name,
                user,
                password,
                null,
                List.of(new HostPort(host, port)),
                true,
                false,
                3600,
                0,
                5,
                0,
                0,
                0,
                0,
                0,
                OnFail.STOP_RETRY_EXIT,
                false,
                Optional.empty()));
    }

    public Dialect dialect() {
        return switch (settings.type()) {
            case POSTGRESQL -> new PostgresqlDialect();
            case MYSQL -> new MysqlDialect();
            case MEMFILE -> throw new IllegalStateException("not a database: " + settings);
        };
    }

    /** The same, with our tables in it. */
    public TestDatabase withSchema() {
        try {
            SchemaOutcome outcome =
                    new SchemaMigrator(settings).initialise(new BackendSource(settings, dialect(), Pace.PATIENT));
            if (!(outcome instanceof SchemaOutcome.Initialised)) {
                throw new IllegalStateException(settings + ": " + outcome);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException("on " + settings, e);
        }
    }

    /** A pool of its own. */
    public Database open(String use, int connections) {
        return open(use, connections, FaultListener.NONE);
    }

    public Database open(String use, int connections, FaultListener listener) {
        return new Database(use, settings, dialect(), PoolSettings.simple(connections), listener, Meters.NONE);
    }

    /** A connection beside all pools. */
    public Connection connect() throws SQLException {
        return dialect().connect(settings, settings.host(), settings.password(), Pace.PATIENT);
    }

    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("on " + settings, e);
        }
    }

    /** The same by another way, whose sockets may be silent for a second at most. */
    TestDatabase throughPort(int port) {
        BackendSettings s = settings;
        return new TestDatabase(new BackendSettings(
                s.type(),
                s.name(),
                s.user(),
                s.password(),
                null,
                List.of(new HostPort("127.0.0.1", port)),
                true,
                false,
                0,
                0,
                1,
                s.type() == Type.MYSQL ? 1 : 0,
                0,
                s.type() == Type.POSTGRESQL ? 1 : 0,
                0,
                0,
                s.onFail(),
                false,
                s.tls()));
    }

    TestDatabase named(String name) {
        return at(settings.type(), settings.host().host(), settings.host().port(), name, user(), settings.password());
    }

    private String user() {
        return java.util.Objects.requireNonNull(settings.user());
    }
}
