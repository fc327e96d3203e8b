package io.holdfast.endtoend;

import io.holdfast.address.IpAddress;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The leases of one protocol in a database that was empty when the server came. */
record SqlLeases(TestDatabase database, Family family) implements ServedStore {

    static final long RECONNECT_WAIT_MILLIS = 500;

    /** Columns as in {@link #rows}: of DHCPv4 and of DHCPv6, on PostgreSQL and on its rivals. */
    private static final Map<Family, String> POSTGRESQL = Map.of(Family.V4, """
            select host('0.0.0.0'::inet + address), 32, encode(hwaddr, 'hex'), valid_lifetime,
              extract(epoch from expire)::bigint, subnet_id, state
            from lease4 order by address""", Family.V6, """
            select host(address), prefix_len, encode(duid, 'hex'), valid_lifetime,
              extract(epoch from expire)::bigint, subnet_id, state
            from lease6 order by address""");

    private static final Map<Family, String> MYSQL = Map.of(Family.V4, """
            select inet_ntoa(address), 32, lower(hex(hwaddr)), valid_lifetime, unix_timestamp(expire), subnet_id, state
            from lease4 order by address""", Family.V6, """
            select inet6_ntoa(address), prefix_len, lower(hex(duid)), valid_lifetime, unix_timestamp(expire),
              subnet_id, state
            from lease6 order by address""");

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
        String query = database.settings().type() == Type.POSTGRESQL ? POSTGRESQL.get(family) : MYSQL.get(family);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<LeaseRow> rows = new ArrayList<>();
            while (found.next()) {
                String client = found.getString(3);
                rows.add(new LeaseRow(
                        IpAddress.parse(found.getString(1)),
                        found.getInt(2),
                        client == null ? "" : client,
                        found.getLong(4),
                        found.getLong(5),
                        found.getInt(6),
                        found.getInt(7)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the leases", e);
        }
    }
}
