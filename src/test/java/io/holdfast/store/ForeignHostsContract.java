package io.holdfast.store;

import static io.holdfast.host.ReservationBuilder.identifier;
import static io.holdfast.host.ReservationBuilder.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.HostQuestion.OfClient;
import io.holdfast.host.HostText;
import io.holdfast.host.Reservation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of Kea and of people's own SQL, and what both find of ours. */
interface ForeignHostsContract {

    HostIdentifier MARY = identifier(HostIdentifier.Type.HW_ADDRESS, "aabbccddee01");

    SqlHostsUnderTest hosts();

    private boolean isMysql() {
        return hosts().database().settings().type() == Type.MYSQL;
    }

    private String bytes(String hex) {
        return isMysql() ? "unhex('" + hex + "')" : "decode('" + hex + "', 'hex')";
    }

    private String address6(String text) {
        return isMysql() ? "inet6_aton('" + text + "')" : "'" + text + "'";
    }

    private void execute(String... statements) {
        hosts().database().execute(statements);
    }

    private Reservation four(HostIdentifier identifier, int subnet) {
        return hosts().hosts4()
                .find(List.of(new OfClient(List.of(identifier), List.of(subnet))))
                .getFirst()
                .getFirst();
    }

    private Reservation six(HostIdentifier identifier, int subnet) {
        return hosts().hosts6()
                .find(List.of(new OfClient(List.of(identifier), List.of(subnet))))
                .getFirst()
                .getFirst();
    }

    /** The least a row can be. */
    @Test
    default void readsRowsThatAreNearlyEmpty() {
        execute("insert into hosts (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id) values ("
                + bytes("AABBCCDDEE01") + ", 0, 1)");
        assertThat(HostText.of(four(MARY, 1))).isEqualTo(HostText.of(of(MARY).build()));
    }

    /** As Kea writes one: texts that are empty instead of NULL, an address that is 0, blanks in lists. */
    @Test
    default void readsRowsAsKeaWritesThem() {
        execute(
                "insert into hosts (host_id, dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, dhcp6_subnet_id,"
                        + " ipv4_address, hostname, dhcp4_client_classes, dhcp6_client_classes, user_context,"
                        + " dhcp4_next_server, dhcp4_server_hostname, dhcp4_boot_file_name, auth_key) values (900, "
                        + bytes("AABBCCDDEE01") + ", 0, 4, null, 0, '', 'one, two,,three ', '', null, 0, '', '', null)",
                "insert into dhcp4_options (code, value, formatted_value, space, persistent, cancelled, host_id,"
                        + " scope_id, client_classes) values (54, null, '192.0.2.1', 'dhcp4', true, false, 900, 3,"
                        + " '[  ]')",
                "insert into dhcp4_options (code, value, formatted_value, space, host_id, scope_id, client_classes)"
                        + " values (61, " + bytes("0102") + ", '', null, 900, 3, '[ \"only\" ]')",
                "insert into dhcp4_options (code, host_id, scope_id, client_classes) values (80, 900, 3, '')");
        assertThat(HostText.of(four(MARY, 4)))
                .isEqualTo(HostText.of(of(MARY).in(4)
                        .classes("one", "two", "three")
                        .option(new HostOption("dhcp4", 54, null, "192.0.2.1", true, false, List.of(), null))
                        .option(new HostOption(
                                "dhcp4", 61, new byte[] {1, 2}, null, false, false, List.of("only"), null))
                        .option(new HostOption("dhcp4", 80, new byte[0], null, false, false, List.of(), null))
                        .build()));
    }

    @Test
    default void leavesOutWhatCannotBeUnderstood() {
        execute(
                "insert into hosts (host_id, dhcp_identifier, dhcp_identifier_type, dhcp6_subnet_id, hostname) values"
                        + " (901, " + bytes("AABBCCDDEE01") + ", 0, 5, 'odd')",
                "insert into dhcp6_options (code, host_id, scope_id, client_classes) values (23, 901, 3, '{ }')",
                "insert into dhcp6_options (code, host_id, scope_id, client_classes) values (24, 901, 3, '[ 1 ]')",
                "insert into dhcp6_options (code, host_id, scope_id, client_classes) values (25, 901, 3, '[ \"')",
                "insert into dhcp6_options (code, host_id, scope_id, client_classes) values (26, 901, 3, '[]')",
                "insert into ipv6_reservations (address, prefix_len, type, host_id) values (" + address6("2001:db8::1")
                        + ", 200, 2, 901)",
                "insert into ipv6_reservations (address, prefix_len, type, host_id) values (" + address6("2001:db8::2")
                        + ", 128, 1, 901)",
                "insert into ipv6_reservations (address, prefix_len, type, host_id) values ("
                        + address6("2001:db8:1:2::") + ", 48, 2, 901)",
                "insert into ipv6_reservations (address, host_id) values (" + address6("2001:db8::4") + ", 901)");
        assertThat(HostText.of(six(MARY, 5)))
                .isEqualTo(HostText.of(of(MARY).in(5)
                        .hostname("odd")
                        .option(new HostOption("dhcp6", 26, new byte[0], null, false, false, List.of(), null))
                        .prefix("2001:db8:1::/48", null)
                        .address6("2001:db8::4")
                        .build()));
    }

    /** Kea deletes the row; but the client of the other protocol has lost nothing then. */
    @Test
    default void keepsTheOtherProtocolsHalfOfARow() {
        both();
        assertThat(hosts().hosts4().delete(1, Ipv4Address.parse("192.0.2.5"))).isTrue();
        assertThat(hosts().hosts4().page(null, null, 0, 10)).isEmpty();
        Reservation six = six(MARY, 2);
        assertThat(six.hostname()).isEqualTo("both");
        assertThat(six.leases()).hasSize(1);
        assertThat(six.options()).hasSize(1);
        assertThat(hosts().hosts6().delete(2, MARY)).isTrue();
        assertThat(count("hosts")).isZero();
        assertThat(count("dhcp4_options") + count("dhcp6_options") + count("ipv6_reservations"))
                .isZero();
    }

    @Test
    default void updatesItsHalfOfARow() {
        both();
        hosts().hosts4()
                .update(of(MARY).address("192.0.2.6").hostname("renamed").build(), true);
        assertThat(four(MARY, 1).address()).hasToString("192.0.2.6");
        assertThat(four(MARY, 1).options()).isEmpty();
        assertThat(six(MARY, 2).options()).hasSize(1);
        assertThat(six(MARY, 2).leases()).hasSize(1);
        assertThat(text("select auth_key from hosts")).isEqualTo("0123456789abcdef0123456789abcdef");
    }

    private void both() {
        execute(
                "insert into hosts (host_id, dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, dhcp6_subnet_id,"
                        + " ipv4_address, hostname, auth_key) values (902, " + bytes("AABBCCDDEE01")
                        + ", 0, 1, 2, 3221225989, 'both', '0123456789abcdef0123456789abcdef')",
                "insert into dhcp4_options (code, host_id, scope_id, client_classes) values (80, 902, 3, '[]')",
                "insert into dhcp6_options (code, host_id, scope_id, client_classes) values (23, 902, 3, '[]')",
                "insert into ipv6_reservations (address, host_id) values (" + address6("2001:db8::5") + ", 902)");
    }

    /** Nobody asks for them as another's reservation, in either direction. */
    @Test
    default void showsNobodyTheOtherProtocolsReservations() {
        hosts().hosts6().add(of(MARY).in(1).address6("2001:db8::9").build(), true);
        assertThat(hosts().hosts4().page(null, null, 0, 10)).isEmpty();
        assertThat(hosts().hosts4()
                        .find(List.of(new OfClient(List.of(MARY), List.of(0, 1))))
                        .getFirst())
                .isEmpty();
        assertThat(hosts().hosts4().update(of(MARY).in(1).build(), true))
                .isEqualTo(io.holdfast.host.HostOutcome.ABSENT);
    }

    /** The statements operators and their tools have. */
    @Test
    default void writesWhatPeoplesOwnSqlReads() {
        hosts().hosts4().add(io.holdfast.host.HostStoreContract.full(), true);
        hosts().hosts6().add(io.holdfast.host.Host6StoreContract.full(), true);
        assertThat(text("select ipv4_address from hosts where dhcp4_subnet_id = 7 and dhcp6_subnet_id is null"))
                .isEqualTo("3221225994");
        assertThat(text("select dhcp4_client_classes from hosts where dhcp4_subnet_id = 7"))
                .isEqualTo("gold,phones");
        assertThat(text("select count(*) from hosts h join dhcp4_options o on o.host_id = h.host_id"
                        + " where o.scope_id = 3 and o.code = 6 and o.formatted_value = '192.0.2.1, 192.0.2.2'"
                        + " and o.value is null and o.space = 'dhcp4' and o.persistent and not o.cancelled"
                        + " and o.client_classes = '[]'"))
                .isEqualTo("1");
        assertThat(text("select count(*) from dhcp4_options where value = " + bytes("01fe00")
                        + " and formatted_value is null and cancelled and space = 'vendor-4491'"))
                .isEqualTo("1");
        assertThat(text("select count(*) from hosts h join ipv6_reservations r on r.host_id = h.host_id"
                        + " where r.type = 2 and r.address = " + address6("2001:db8:100::")
                        + " and r.prefix_len = 40 and r.excluded_prefix = " + address6("2001:db8:100::")
                        + " and r.excluded_prefix_len = 56 and h.dhcp6_subnet_id = 7 and h.dhcp4_subnet_id is null"))
                .isEqualTo("1");
    }

    private String text(String query) {
        try (Connection connection = hosts().database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).as(query).isTrue();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private long count(String table) {
        return Long.parseLong(text("select count(*) from " + table));
    }
}
