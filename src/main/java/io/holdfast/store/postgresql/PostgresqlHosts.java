package io.holdfast.store.postgresql;

import io.holdfast.address.Ipv6Address;
import io.holdfast.store.HostDialect;
import io.holdfast.store.HostSearch;
import io.holdfast.store.HostTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A batch of questions is an array for each column to be compared. */
final class PostgresqlHosts implements HostDialect {

    private static final String MATCHES = """
            select c.question, h.host_id
              from unnest(?, ?, ?, ?) as c(question, identifier, type, subnet_id)
              join hosts h on h.dhcp_identifier = c.identifier and h.dhcp_identifier_type = c.type
                          and h.%1$s = c.subnet_id and h.%1$s is not null
            union all
            select a.question, h.host_id
              from unnest(?, ?, ?, ?) as a(question, address, length, subnet_id)
            %2$s""";

    private static final String ADDRESS_4 = """
              join hosts h on h.ipv4_address = a.address::int8 and h.dhcp4_subnet_id = a.subnet_id""";

    private static final String ADDRESS_6 = """
              join ipv6_reservations r on r.address = a.address::inet and r.prefix_len = a.length
              join hosts h on h.host_id = r.host_id and h.dhcp6_subnet_id = a.subnet_id""";

    @Override
    public String matches(HostTable table) {
        return MATCHES.formatted(table.subnet(), table == HostTable.HOSTS4 ? ADDRESS_4 : ADDRESS_6);
    }

    @Override
    public void questions(Connection connection, PreparedStatement statement, HostSearch search) throws SQLException {
        new ArrayParameters(connection, statement).hosts(search);
    }

    /** The binary form of an {@code inet} has four bytes before the address. */
    @Override
    public String address6(String column) {
        return "substring(inet_send(" + column + ") from 5)";
    }

    @Override
    public String address6Parameter() {
        return "?::inet";
    }

    @Override
    public Object address6Value(Ipv6Address address) {
        return address.toString();
    }

    @Override
    public String hasHostname() {
        return "lower(h.hostname) = ?";
    }
}
