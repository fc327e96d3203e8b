package io.holdfast.store;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import io.holdfast.store.tls.TlsRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Opens single connections, each with the password as it is at that moment, so that it can be changed while we run. */
final class BackendSource implements DataSource {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(BackendSource.class);
    private static final String READ_ONLY = "25006";

    private final BackendSettings settings;
    private final Dialect dialect;
    private final Dialect.Pace pace;
    /** Where the last connection was opened: there the next one will most likely succeed, too. */
    private final AtomicInteger preferred;

    private final Consumer<SQLException> unreachable;

    /** What was last said of TLS, by server. */
    private final Map<HostPort, String> complaints;

    BackendSource(BackendSettings settings, Dialect dialect, Dialect.Pace pace) {
        this(settings, dialect, pace, new AtomicInteger(), new ConcurrentHashMap<>(), _ -> {});
    }

    private BackendSource(
            BackendSettings settings,
            Dialect dialect,
            Dialect.Pace pace,
            AtomicInteger preferred,
            Map<HostPort, String> complaints,
            Consumer<SQLException> unreachable) {
        this.settings = settings;
        this.dialect = dialect;
        this.pace = pace;
        this.preferred = preferred;
        this.complaints = complaints;
        this.unreachable = unreachable;
    }

    /**
     * The same for a pool, which itself would go on trying and let its callers wait without a word.
     *
     * @param unreachable told at once when no connection comes about, on the pool's thread
     */
    BackendSource telling(Consumer<SQLException> unreachable) {
        return new BackendSource(settings, dialect, pace, preferred, complaints, unreachable);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return open();
        } catch (SQLException e) {
            if (isNobodyThere(e)) {
                unreachable.accept(e);
            }
            throw e;
        }
    }

    /** A refusal of TLS gets a line of its own, since attempts to recover are quiet; once, as a pool tries often. */
    private Connection connect(HostPort host, @Nullable String password) throws SQLException {
        try {
            Connection connection = dialect.connect(settings, host, password, pace);
            complaints.remove(host);
            return connection;
        } catch (TlsRefusedException e) {
            String refusal = String.valueOf(e.getMessage());
            if (!refusal.equals(complaints.put(host, refusal))) {
                log.error("no connection to {} of {}: {}", host, settings, refusal);
            }
            throw e;
        }
    }

    /** A server that is there but lets nobody else in (08004, or class 53) may still serve those who are in. */
    private static boolean isNobodyThere(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") && !state.equals("08004");
    }

    /** To the server, or to the one of several that takes changes, whichever it is by now. */
    private Connection open() throws SQLException {
        List<HostPort> hosts = settings.hosts();
        String password = password();
        if (hosts.size() == 1) {
            return connect(hosts.getFirst(), password);
        }
        int first = preferred.get();
        List<SQLException> failures = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            int at = (first + i) % hosts.size();
            try {
                Connection connection = writable(hosts.get(at), password);
                preferred.set(at);
                return connection;
            } catch (SQLException e) {
                reasons.add(hosts.get(at) + ": " + SqlFault.of(e).reason());
                failures.add(e);
            }
        }
        String what = "no server can be used: " + String.join("; ", reasons);
        SQLException all = failures.stream()
                .filter(BackendSource::isTurnedAway)
                .findFirst()
                .map(e -> new SQLException(what, e.getSQLState(), e.getErrorCode()))
                .orElseGet(() -> new SQLException(what, "08001"));
        failures.forEach(all::addSuppressed);
        throw all;
    }

    /** By one that is there and may be the right one: that is what counts, not that the others are of no use. */
    private static boolean isTurnedAway(SQLException e) {
        return !isNobodyThere(e) && !READ_ONLY.equals(e.getSQLState());
    }

    private Connection writable(HostPort host, @Nullable String password) throws SQLException {
        Connection connection = connect(host, password);
        try {
            if (DatabaseProbe.takesChanges(connection, dialect)) {
                return connection;
            }
            throw new SQLException("the server is read-only", READ_ONLY);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private @Nullable String password() throws SQLException {
        String file = settings.passwordFile();
        if (file == null) {
            return settings.password();
        }
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new SQLException("cannot read the password file " + file, "28000", e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is configured");
    }

    @Override
    public int getLoginTimeout() {
        return settings.connectTimeout();
    }

    /** The configured time limit stands, whatever a pool would like. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs by SLF4J");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a wrapper of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
