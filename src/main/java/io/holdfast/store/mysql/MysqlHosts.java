package io.holdfast.store.mysql;

import io.holdfast.address.Ipv6Address;
import io.holdfast.store.HostDialect;
import io.holdfast.store.HostSearch;
import io.holdfast.store.HostTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A batch of questions is a JSON array for each kind of them. */
final class MysqlHosts implements HostDialect {

    private static final String MATCHES = """
            select straight_join c.question, h.host_id
              from json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     identifier varchar(510) path '$[1]' error on error,
                     type int path '$[2]' error on error,
                     subnet_id int unsigned path '$[3]' error on error)) c
              join hosts h force index (key_%1$s_identifier_subnet_id)
                on h.dhcp_identifier = unhex(c.identifier) and h.dhcp_identifier_type = c.type
               and h.%1$s_subnet_id = c.subnet_id
            union all
            select straight_join a.question, h.host_id
              from json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     address %2$s path '$[1]' error on error,
                     length int path '$[2]' error on error,
                     subnet_id int unsigned path '$[3]' error on error)) a
            %3$s""";

    private static final String ADDRESS_4 = """
              join hosts h force index (key_dhcp4_ipv4_address_subnet_id_identifier)
                on h.ipv4_address = a.address and h.dhcp4_subnet_id = a.subnet_id""";

    private static final String ADDRESS_6 = """
              join ipv6_reservations r force index (key_dhcp6_address_prefix_len)
                on r.address = unhex(a.address) and r.prefix_len = a.length
              join hosts h force index (primary) on h.host_id = r.host_id and h.dhcp6_subnet_id = a.subnet_id""";

    @Override
    public String matches(HostTable table) {
        return switch (table) {
            case HOSTS4 -> MATCHES.formatted("dhcp4", "int unsigned", ADDRESS_4);
            case HOSTS6 -> MATCHES.formatted("dhcp6", "varchar(32)", ADDRESS_6);
        };
    }

    @Override
    public void questions(Connection connection, PreparedStatement statement, HostSearch search) throws SQLException {
        statement.setString(1, JsonRows.hostClients(search.clients()));
        statement.setString(2, JsonRows.hostAddresses(search.addresses()));
    }

    @Override
    public String rows(String table, String alias, String column, String expression) {
        return "%1$s %2$s on %2$s.%3$s = %4$s".formatted(table, alias, column, expression);
    }

    @Override
    public String address6(String column) {
        return column;
    }

    @Override
    public String address6Parameter() {
        return "?";
    }

    @Override
    public Object address6Value(Ipv6Address address) {
        return address.toBytes();
    }

    @Override
    public String hasHostname() {
        return "h.hostname = ?";
    }
}
