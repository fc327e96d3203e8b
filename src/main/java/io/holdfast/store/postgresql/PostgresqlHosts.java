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

    /** Nulls are excluded for the sake of the index, which has only the other rows. */
    private static final String MATCHES = """
            select c.question, h.host_id
              from unnest(?, ?, ?, ?) as c(question, identifier, type, subnet_id)
             cross join lateral %s h
            union all
            select a.question, h.host_id
              from unnest(?, ?, ?, ?) as a(question, address, length, subnet_id)
            %s""";

    /** The comparison of subnets is one that no index answers: another has them in its last column. */
    private static final String ADDRESS_4 = " cross join lateral "
            + Lookup.all(
                    "h.host_id",
                    "hosts h",
                    "h.ipv4_address = a.address::int8 and h.dhcp4_subnet_id is not distinct from a.subnet_id")
            + " h";

    private static final String ADDRESS_6 = " cross join lateral "
            + Lookup.all("r.host_id", "ipv6_reservations r", "r.address = a.address::inet and r.prefix_len = a.length")
            + " r\n cross join lateral "
            + Lookup.all(
                    "h.host_id",
                    "hosts h",
                    "h.host_id = r.host_id and h.dhcp6_subnet_id is not distinct from a.subnet_id")
            + " h";

    @Override
    public String matches(HostTable table) {
        String identified = Lookup.one(
                "h.host_id",
                "(select * from hosts where " + table.subnet() + " is not null) h",
                "h.dhcp_identifier, h.dhcp_identifier_type, h." + table.subnet(),
                "c.identifier, c.type, c.subnet_id");
        return MATCHES.formatted(identified, table == HostTable.HOSTS4 ? ADDRESS_4 : ADDRESS_6);
    }

    @Override
    public String rows(String table, String alias, String column, String expression) {
        return "lateral %s %s on true".formatted(Lookup.all("*", table, column + " = " + expression), alias);
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
