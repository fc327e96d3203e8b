package io.holdfast.store;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.Reservation;
import io.holdfast.host.Reservation.ReservedLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a reading statement together to reservations. Rows of other programs may have NULL nearly everywhere, or
 * values that mean nothing: what cannot be understood is left out, and the rest holds.
 */
final class HostRows {

    private static final HostIdentifier.Type[] TYPES = HostIdentifier.Type.values();
    private static final long MAX_IPV4 = 0xffff_ffffL;
    private static final int ADDRESS = 0;
    private static final int PREFIX = 2;

    private final HostTable table;
    private final Map<Long, Host> hosts = new HashMap<>();
    private final Map<Integer, Set<Long>> found = new LinkedHashMap<>();

    /** One host; options and leases by their own numbers, which is the order they were given in. */
    private record Host(Reservation bare, Map<Long, HostOption> options, Map<Long, ReservedLease> leases) {

        Reservation whole() {
            return new Reservation(
                    bare.identifier(),
                    bare.subnetId(),
                    bare.address(),
                    List.copyOf(leases.values()),
                    bare.hostname(),
                    bare.classes(),
                    List.copyOf(options.values()),
                    bare.nextServer(),
                    bare.serverHostname(),
                    bare.bootFileName(),
                    bare.userContext(),
                    bare.databaseId());
        }
    }

    HostRows(HostTable table) {
        this.table = table;
    }

    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            row(rows);
        }
    }

    /** The reservations that answer each question, by ascending number of their rows. */
    List<List<Reservation>> answers(int questions) {
        Map<Long, Reservation> whole = new TreeMap<>();
        hosts.forEach((id, host) -> whole.put(id, host.whole()));
        List<List<Reservation>> answers = new ArrayList<>(Collections.nCopies(questions, List.of()));
        found.forEach((question, ids) -> answers.set(
                question,
                ids.stream()
                        .sorted()
                        .map(id -> java.util.Objects.requireNonNull(whole.get(id)))
                        .toList()));
        return answers;
    }

    private void row(ResultSet rows) throws SQLException {
        int type = rows.getInt("dhcp_identifier_type");
        if (type < 0 || type >= TYPES.length) {
            return; // of a kind that comes after us
        }
        long id = rows.getLong("host_id");
        Host host = hosts.get(id);
        if (host == null) {
            host = new Host(bare(rows, id, TYPES[type]), new TreeMap<>(), new TreeMap<>());
            hosts.put(id, host);
        }
        found.computeIfAbsent(rows.getInt("question"), q -> new LinkedHashSet<>())
                .add(id);
        option(rows, host);
        if (table == HostTable.HOSTS6) {
            lease(rows, host);
        }
    }

    private Reservation bare(ResultSet rows, long id, HostIdentifier.Type type) throws SQLException {
        boolean is4 = table == HostTable.HOSTS4;
        return new Reservation(
                new HostIdentifier(type, rows.getBytes("dhcp_identifier")),
                (int) rows.getLong("subnet_id"),
                is4 ? address4(rows.getLong("ipv4_address")) : null,
                List.of(),
                text(rows.getString("hostname")),
                names(text(rows.getString("classes"))),
                List.of(),
                is4 ? address4(rows.getLong("dhcp4_next_server")) : null,
                is4 ? text(rows.getString("dhcp4_server_hostname")) : "",
                is4 ? text(rows.getString("dhcp4_boot_file_name")) : "",
                filled(rows.getString("user_context")),
                id);
    }

    private void option(ResultSet rows, Host host) throws SQLException {
        long id = rows.getLong("option_id");
        if (rows.wasNull()) {
            return;
        }
        List<String> classes = OptionClasses.read(table, id, rows.getString("option_classes"));
        if (classes == null) {
            return; // for whom it is cannot be known
        }
        String formatted = filled(rows.getString("formatted_value"));
        byte[] value = rows.getBytes("value");
        String space = filled(rows.getString("space"));
        host.options.put(
                id,
                new HostOption(
                        space == null ? table.standardSpace() : space,
                        rows.getInt("code"),
                        formatted != null ? null : value == null ? new byte[0] : value,
                        formatted,
                        rows.getBoolean("persistent"),
                        rows.getBoolean("cancelled"),
                        classes,
                        filled(rows.getString("option_context"))));
    }

    private static void lease(ResultSet rows, Host host) throws SQLException {
        long id = rows.getLong("reservation_id");
        if (rows.wasNull()) {
            return;
        }
        int type = rows.getInt("lease_type");
        int length = type == ADDRESS ? 128 : rows.getInt("prefix_len");
        boolean understood = (type == ADDRESS || type == PREFIX) && length > 0 && length <= 128;
        Ipv6Address address = address6(rows.getBytes("lease_address"));
        if (understood && address != null) {
            host.leases.put(
                    id,
                    new ReservedLease(
                            Ipv6Prefix.around(address, length),
                            type == PREFIX,
                            excluded(address6(rows.getBytes("excluded_prefix")), rows.getInt("excluded_prefix_len"))));
        }
    }

    private static @Nullable Ipv6Prefix excluded(@Nullable Ipv6Address address, int length) {
        return address == null || length <= 0 || length > 128 ? null : Ipv6Prefix.around(address, length);
    }

    private static @Nullable Ipv6Address address6(byte @Nullable [] bytes) {
        return bytes == null || bytes.length != Ipv6Address.BYTES ? null : Ipv6Address.of(bytes);
    }

    private static @Nullable Ipv4Address address4(long number) {
        return number <= 0 || number > MAX_IPV4 ? null : Ipv4Address.ofUnsigned(number);
    }

    private static List<String> names(String classes) {
        return Arrays.stream(classes.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static @Nullable String filled(@Nullable String column) {
        return column == null || column.isBlank() ? null : column;
    }
}
