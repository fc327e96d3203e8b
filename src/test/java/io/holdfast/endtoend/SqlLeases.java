package io.holdfast.endtoend;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The table {@code lease4} of a database that was empty when the server came. */
record SqlLeases(TestDatabase database) implements ServedStore {

    static final long RECONNECT_WAIT_MILLIS = 500;

    private static final String POSTGRESQL = """
            select address, encode(hwaddr, 'hex'), valid_lifetime, extract(epoch from expire)::bigint, subnet_id, state
            from lease4 order by address""";
    private static final String MYSQL = """
            select address, lower(hex(hwaddr)), valid_lifetime, unix_timestamp(expire), subnet_id, state
            from lease4 order by address""";

    @Override
    public String settings() {
        BackendSettings settings = database.settings();
        String password = settings.password() == null ? "" : settings.password();
        return """
                "type": "%s", "host": "127.0.0.1", "port": %d, "name": "%s", "user": "%s", "password": "%s",
                "max-reconnect-tries": 240, "reconnect-wait-time": %d""".formatted(
                        settings.type() == Type.POSTGRESQL ? "postgresql" : "mysql",
                        settings.host().port(),
                        settings.name(),
                        settings.user(),
                        password,
                        RECONNECT_WAIT_MILLIS);
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(database.settings().host().port());
    }

    @Override
    public List<LeaseRow> rows() {
        String query = database.settings().type() == Type.POSTGRESQL ? POSTGRESQL : MYSQL;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<LeaseRow> rows = new ArrayList<>();
            while (found.next()) {
                String hardware = found.getString(2);
                rows.add(new LeaseRow(
                        dotted(found.getLong(1)),
                        hardware == null ? "" : hardware,
                        found.getLong(3),
                        found.getLong(4),
                        found.getInt(5),
                        found.getInt(6)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the leases", e);
        }
    }

    private static String dotted(long bits) {
        return (bits >> 24 & 0xff) + "." + (bits >> 16 & 0xff) + "." + (bits >> 8 & 0xff) + "." + (bits & 0xff);
    }
}
