package io.holdfast.store.postgresql;

import io.holdfast.store.ConfigDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** {@code NOTIFY holdfast_config, 'dhcp4'} and the like: who changes a configuration sends it in the same transaction. */
final class ChannelBell implements ConfigDialect.Bell {

    private static final String CHANNEL = "holdfast_config";

    @Override
    public void ring(Connection connection, String subject) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
            statement.setString(1, CHANNEL);
            statement.setString(2, subject);
            statement.execute();
        }
    }

    @Override
    public void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
    }

    @Override
    public boolean rang(Connection connection, String subject, Duration wait) throws SQLException {
        PGNotification[] heard =
                connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(wait.toMillis()));
        boolean rang = false;
        for (PGNotification each : heard) {
            rang |= each.getName().equals(CHANNEL) && each.getParameter().equals(subject);
        }
        return rang;
    }
}
