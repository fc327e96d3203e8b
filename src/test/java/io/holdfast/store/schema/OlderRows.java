package io.holdfast.store.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of every kind as servers up to Kea 2.2 write them, in the words of one database; to be put in by one session. */
record OlderRows(boolean postgresql) {

    private static final String THEN = "'2024-02-29 12:00:00'";
    private static final String GOLD = "'{ \"ISC\": { \"client-classes\": [ \"gold\" ] } }'";

    List<String> all() {
        List<String> rows = new ArrayList<>(leases());
        rows.addAll(hosts());
        rows.addAll(configuration("4"));
        rows.addAll(configuration("6"));
        return rows;
    }

    List<String> leases() {
        return List.of(
                "INSERT INTO lease4 (address, hwaddr, client_id, valid_lifetime, expire, subnet_id, fqdn_fwd, fqdn_rev,"
                        + " hostname, state, user_context) VALUES"
                        + " (3221225985, " + bytes("0a0000000001") + ", " + bytes("01aabb")
                        + ", 3600, '2030-01-01 00:00:00', 7, true, false, 'one.example.org', 0, " + GOLD + "),"
                        // The hour that a clock with summer time has twice.
                        + " (3221225986, NULL, NULL, 4294967295, '2025-10-26 00:30:00', 7, false, true, '', 1, NULL),"
                        + " (3221225987, " + bytes("0a0000000003")
                        + ", NULL, 60, '2025-10-26 01:30:00', 8, false, false,"
                        + " 'h\u00e4user', 2, '{}')",
                "INSERT INTO lease6 (address, duid, valid_lifetime, expire, subnet_id, pref_lifetime, lease_type, iaid,"
                        + " prefix_len, fqdn_fwd, fqdn_rev, hostname, state, hwaddr, hwtype, hwaddr_source, user_context)"
                        + " VALUES ('2001:db8::1', " + bytes("000100012233445566aabb")
                        + ", 3600, '2030-01-01 00:00:00', 7,"
                        + " 1800, 0, " + (postgresql ? "-5" : "4294967291")
                        + ", 128, true, true, 'six.example.org', 0, "
                        + bytes("0a0000000001") + ", 1, 2, " + GOLD + "),"
                        // Written by somebody else's script.
                        + " ('2001:DB8:0:0::A', " + bytes("00")
                        + ", 3600, '2030-01-01 00:00:00', 7, 1800, 0, 1, 128, false,"
                        + " false, '', 1, NULL, NULL, NULL, NULL),"
                        + " ('2001:db8:1::', " + bytes("0003")
                        + ", 3600, '2030-01-01 00:00:00', 9, 1800, 2, 1, 56, false,"
                        + " false, '', 0, NULL, NULL, 0, NULL)",
                "INSERT INTO logs (timestamp, address, log) VALUES (" + THEN + ", '192.0.2.1', 'given out')");
    }

    List<String> hosts() {
        return List.of(
                "INSERT INTO hosts (host_id, dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, dhcp6_subnet_id,"
                        + " ipv4_address, hostname, dhcp4_client_classes, user_context, auth_key) VALUES"
                        + " (1001, " + bytes("0a0000000001") + ", 0, 7, 7, 3221225995, 'Printer', 'gold,silver',"
                        + " '{ \"floor\": 3 }', '0123'),"
                        + " (1002, " + bytes("0b") + ", 1, NULL, 0, NULL, NULL, NULL, NULL, NULL)",
                "INSERT INTO ipv6_reservations (reservation_id, address, prefix_len, type, dhcp6_iaid, host_id) VALUES"
                        + " (501, '2001:db8::abcd', 128, 0, 7, 1001), (502, '2001:DB8:2::', 48, 2, NULL, 1002)");
    }

    /** All objects of one family's configuration, with options in every scope. */
    List<String> configuration(String f) {
        String dhcp = "dhcp" + f;
        List<String> rows = new ArrayList<>(List.of(
                revision(f),
                "UPDATE " + dhcp + "_server SET description = 'everybody', modification_ts = " + THEN + " WHERE id = 1",
                "INSERT INTO " + dhcp
                        + "_server (id, tag, description, modification_ts) VALUES (4, 'edge', 'at the edge', " + THEN
                        + ")",
                "INSERT INTO " + dhcp + "_global_parameter (id, name, value, modification_ts, parameter_type) VALUES"
                        + " (1, 'valid-lifetime', '3600', " + THEN + ", 0),"
                        + " (2, 'reservation-mode', 'out-of-pool', " + THEN + ", 4),"
                        + " (3, 'ddns-use-conflict-resolution', '0', " + THEN + ", 2),"
                        + " (4, 'dhcp-ddns.generated-prefix', 'gone', " + THEN + ", 4),"
                        + " (5, 'control-socket.socket-name', 'gone', " + THEN + ", 4)",
                "INSERT INTO " + dhcp + "_global_parameter_server (parameter_id, server_id, modification_ts) VALUES"
                        + " (1, 1, " + THEN + "), (2, 4, " + THEN + "), (4, 1, " + THEN + ")",
                "INSERT INTO " + dhcp + "_shared_network (id, name, client_class, interface, modification_ts, relay,"
                        + " require_client_classes, user_context, valid_lifetime) VALUES (3, 'floor', 'gold', 'eth0', "
                        + THEN
                        + ", '[ \"192.0.2.9\" ]', '[ \"late\" ]', '{ \"a\": 1 }', 100)",
                "INSERT INTO " + dhcp + "_shared_network_server (shared_network_id, server_id, modification_ts)"
                        + " VALUES (3, 1, " + THEN + ")",
                "INSERT INTO " + dhcp + "_subnet (subnet_id, subnet_prefix, client_class, modification_ts,"
                        + " require_client_classes, shared_network_name, user_context, valid_lifetime, t1_percent) VALUES"
                        + " (7, " + subnet(f) + ", NULL, " + THEN + ", NULL, 'floor', NULL, 3600, 0.5),"
                        + " (8, '198.51.100.0/24', 'with \"quotes\"', " + THEN
                        + ", '[ \"late\" ]', NULL, NULL, NULL, NULL)",
                "INSERT INTO " + dhcp + "_subnet_server (subnet_id, server_id, modification_ts) VALUES (7, 1, " + THEN
                        + "), (8, 4, " + THEN + ")",
                "INSERT INTO " + dhcp
                        + "_pool (id, start_address, end_address, subnet_id, modification_ts, client_class,"
                        + " require_client_classes) VALUES (11, " + address(f, 10) + ", " + address(f, 20) + ", 7, "
                        + THEN
                        + ", 'gold', NULL), (12, " + address(f, 30) + ", " + address(f, 40) + ", 7, " + THEN
                        + ", '', NULL)",
                "INSERT INTO " + dhcp
                        + "_client_class (id, name, test, only_if_required, valid_lifetime, modification_ts,"
                        + " user_context) VALUES (21, 'gold', 'member(''KNOWN'')', true, 600, " + THEN
                        + ", '{ \"b\": 2 }')",
                "INSERT INTO " + dhcp + "_client_class (id, name, test, only_if_required, follow_class_name,"
                        + " modification_ts) VALUES (22, 'silver', 'member(''gold'')', false, 'gold', " + THEN + ")",
                "INSERT INTO " + dhcp + "_client_class_dependency (class_id, dependency_id) VALUES (22, 21)",
                "INSERT INTO " + dhcp + "_client_class_server (class_id, server_id, modification_ts) VALUES (21, 1, "
                        + THEN + "), (22, 4, " + THEN + ")",
                "INSERT INTO " + dhcp
                        + "_option_def (id, code, name, space, type, modification_ts, is_array, encapsulate,"
                        + " record_types, class_id) VALUES"
                        + " (31, 222, 'number', 'dhcp" + f + "', 8, " + THEN + ", false, '', NULL, NULL),"
                        + " (32, 223, 'both', 'dhcp" + f + "', 17, " + THEN + ", false, '', '[ 8, 14 ]', 21)",
                "INSERT INTO " + dhcp + "_option_def_server (option_def_id, server_id, modification_ts) VALUES (31, 1, "
                        + THEN + ")"));
        if (f.equals("6")) {
            rows.add("INSERT INTO dhcp6_pd_pool (id, prefix, prefix_length, delegated_prefix_length, subnet_id,"
                    + " modification_ts, excluded_prefix, excluded_prefix_length, client_class) VALUES (13, '2001:db8:f::', 48,"
                    + " 56, 7, " + THEN + ", '2001:db8:f:1::', 64, 'gold')");
            rows.add(option(f, 106, "pd_pool_id", "13"));
        }
        rows.add(option(f, 100, null, "NULL"));
        rows.add(option(f, 101, "dhcp" + f + "_subnet_id", "7"));
        rows.add(option(f, 102, "dhcp_client_class", "'gold'"));
        rows.add(option(f, 103, "host_id", "1001"));
        rows.add(option(f, 104, "shared_network_name", "'floor'"));
        rows.add(option(f, 105, "pool_id", "11"));
        rows.add("INSERT INTO " + dhcp + "_options_server (option_id, server_id, modification_ts) VALUES (100, 1, "
                + THEN + ")");
        // What deletes leaves behind: a revision with an entry for what is no more.
        rows.add(revision(f));
        rows.add("INSERT INTO " + dhcp
                + "_global_parameter (id, name, value, modification_ts, parameter_type) VALUES (6,"
                + " 'renew-timer', '1', " + THEN + ", 0)");
        rows.add("DELETE FROM " + dhcp + "_global_parameter WHERE id = 6");
        return rows;
    }

    /** Its scope is what its number is above 100. */
    private String option(String f, int id, @Nullable String link, String to) {
        return "INSERT INTO dhcp" + f
                + "_options (option_id, code, value, formatted_value, space, persistent, scope_id,"
                + " user_context, modification_ts" + (link == null ? "" : ", " + link) + ") VALUES (" + id + ", "
                + (id - 90)
                + ", " + (id % 2 == 0 ? bytes("c0000201") + ", NULL" : "NULL, '192.0.2.1'") + ", 'dhcp" + f
                + "', true, "
                + (id - 100) + ", '{ \"c\": 3 }', " + THEN + (link == null ? "" : ", " + to) + ")";
    }

    private String revision(String f) {
        String call = "createAuditRevisionDHCP" + f + "(" + THEN + ", 'all', 'a test', false)";
        return (postgresql ? "SELECT " : "CALL ") + call;
    }

    private static String subnet(String f) {
        return f.equals("4") ? "'192.0.2.0/24'" : "'2001:db8::/64'";
    }

    private String address(String f, int last) {
        if (f.equals("6")) {
            return "'2001:db8::" + last + "'";
        }
        return postgresql ? "'192.0.2." + last + "'" : "INET_ATON('192.0.2." + last + "')";
    }

    private String bytes(String hex) {
        return postgresql ? "'\\x" + hex + "'::bytea" : "x'" + hex + "'";
    }
}
