package io.holdfast.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * The statements for one half of the table, made once. Options and reserved leases of a host come in rows of their own
 * beside its columns, not in all combinations: {@code part} says what a row brings.
 */
final class HostTexts {

    private static final String OF_4 = """
             h.ipv4_address, h.dhcp4_next_server, h.dhcp4_server_hostname, h.dhcp4_boot_file_name,""";

    private static final String OPTION = """
             o.option_id, o.code, o.value, o.formatted_value, o.space, o.persistent, o.cancelled,
                   o.user_context as option_context, o.client_classes as option_classes""";

    private final HostTable table;
    private final HostDialect dialect;
    final String find;
    final String insert;
    final String update;
    final String withdraw;
    final String insertOption;
    final String insertLease;
    final String othersWithAddress;
    final String ofIdentifier;
    final String ofAddress;

    HostTexts(HostTable table, HostDialect dialect) {
        this.table = table;
        this.dialect = dialect;
        this.find = read(dialect.matches(table));
        List<String> half = half(table);
        List<String> given = Stream.concat(Stream.of("hostname", "user_context"), half.stream())
                .toList();
        this.insert = "insert into hosts (" + String.join(", ", given)
                + ", dhcp_identifier, dhcp_identifier_type) values (" + "?, ".repeat(given.size()) + "?, ?)";
        this.update = "update hosts set " + String.join(" = ?, ", given) + " = ? where host_id = ?";
        this.withdraw = "update hosts set " + String.join(" = null, ", half) + " = null where host_id = ?";
        this.insertOption = """
            insert into %s (host_id, code, value, formatted_value, space, persistent, cancelled, user_context,
                            client_classes, scope_id, modification_ts)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 3, current_timestamp)""".formatted(table.options());
        this.insertLease = """
            insert into ipv6_reservations (host_id, address, prefix_len, type, excluded_prefix, excluded_prefix_len)
            values (?, %1$s, ?, ?, %1$s, ?)""".formatted(dialect.address6Parameter());
        this.othersWithAddress = is4() ? """
            select 1 from hosts where ipv4_address = ? and dhcp4_subnet_id = ? and host_id <> ? limit 1""" : """
            select 1 from ipv6_reservations where address = %s and prefix_len = ? and host_id <> ? limit 1""".formatted(dialect.address6Parameter());
        this.ofIdentifier = """
            select h.host_id, h.%s is not null from hosts h
             where h.dhcp_identifier = ? and h.dhcp_identifier_type = ? and h.%s = ? for update""".formatted(table.otherSubnet(), table.subnet());
        this.ofAddress = ofAddress();
    }

    /** The columns that are one protocol's alone. */
    private static List<String> half(HostTable table) {
        return switch (table) {
            case HOSTS4 ->
                List.of(
                        table.classes(),
                        table.subnet(),
                        "ipv4_address",
                        "dhcp4_next_server",
                        "dhcp4_server_hostname",
                        "dhcp4_boot_file_name");
            case HOSTS6 -> List.of(table.classes(), table.subnet());
        };
    }

    private boolean is4() {
        return table == HostTable.HOSTS4;
    }

    private String ofAddress() {
        return is4() ? """
            select h.host_id, h.dhcp6_subnet_id is not null from hosts h
             where h.ipv4_address = ? and h.dhcp4_subnet_id = ? for update""" : """
            select h.host_id, h.dhcp4_subnet_id is not null
              from ipv6_reservations r join hosts h on h.host_id = r.host_id
             where r.address = %s and h.dhcp6_subnet_id = ? for update""".formatted(dialect.address6Parameter());
    }

    /** Reservations by number; parameters: as the conditions have them, after which number, how many. */
    String page(boolean ofSubnet, boolean withName) {
        return read("""
            (select 0 as question, h.host_id from hosts h
              where h.%s %s%s and h.host_id > ?
              order by h.host_id limit ?)""".formatted(
                table.subnet(), ofSubnet ? "= ?" : "is not null", withName ? " and " + dialect.hasHostname() : ""));
    }

    /** @param matches rows of a question and a host each */
    private String read(String matches) {
        return """
            select m.question, h.host_id, h.dhcp_identifier, h.dhcp_identifier_type, h.%s as subnet_id, h.hostname,
                   h.user_context, h.%s as classes,%s
                  %s
              from (%s) m
              join %s
            %s""".formatted(
                        table.subnet(),
                        table.classes(),
                        is4() ? OF_4 : "",
                        OPTION + (is4() ? "" : leaseColumns()),
                        matches,
                        dialect.rows("hosts", "h", "host_id", "m.host_id"),
                        is4() ? "  left join " + dialect.rows("dhcp4_options", "o", "host_id", "h.host_id") : parts6());
    }

    /** Without a condition that holds for one part only, the other would be looked up in vain. */
    private String parts6() {
        return """
              cross join (select 0 as part union all select 1) k
              left join %s
              left join %s""".formatted(
                        dialect.rows("dhcp6_options", "o", "host_id", "case when k.part = 0 then h.host_id end"),
                        dialect.rows("ipv6_reservations", "r", "host_id", "case when k.part = 1 then h.host_id end"));
    }

    private String leaseColumns() {
        return """
            ,
                   r.reservation_id, %s as lease_address, r.prefix_len, r.type as lease_type,
                   %s as excluded_prefix, r.excluded_prefix_len""".formatted(dialect.address6("r.address"), dialect.address6("r.excluded_prefix"));
    }
}
