package io.holdfast.store;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.tls.TlsRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Opens single connections, each with the password as it is at that moment, so that it can be changed while we run. */
final class BackendSource implements DataSource {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(BackendSource.class);

    private final BackendSettings settings;
    private final Dialect dialect;
    private final Dialect.Pace pace;
    private volatile @Nullable String complaint;

    BackendSource(BackendSettings settings, Dialect dialect, Dialect.Pace pace) {
        this.settings = settings;
        this.dialect = dialect;
        this.pace = pace;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = dialect.connect(settings, password(), pace);
            complaint = null;
            return connection;
        } catch (TlsRefusedException e) {
            complain(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** A line of its own, since attempts to recover are quiet; once, as a pool tries often. */
    private void complain(String refusal) {
        if (!refusal.equals(complaint)) {
            log.error("no connection to {}: {}", settings, refusal);
        }
        complaint = refusal;
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
