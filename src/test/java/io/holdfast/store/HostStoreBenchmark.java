package io.holdfast.store;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostIdentifier.Type;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.HostQuestion.OfAddress;
import io.holdfast.host.HostQuestion.OfClient;
import io.holdfast.host.Reservation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * How long a batch of questions about reservations takes, among a hundred thousand of them with two options each. A program:
 * the time goes into the database. The minimum is what it takes where nobody else wants the processor. Arguments: {@code postgresql|mariadb|mysql}, seconds per measurement.
 */
public final class HostStoreBenchmark {

    private static final int ROWS = 100_000;
    private static final int CHUNK = 1_000;
    private static final int BATCH = 200;

    private final SqlHostStore store;
    private final long nanos;

    private HostStoreBenchmark(SqlHostStore store, int seconds) {
        this.store = store;
        this.nanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    public static void main(String[] arguments) {
        TestDatabase database = switch (arguments[0]) {
            case "postgresql" -> TestDatabases.postgresql();
            case "mariadb" -> TestDatabases.mariadb();
            case "mysql" -> TestDatabases.mysql();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        fill(database.withSchema());
        for (Protocol protocol : Protocol.values()) {
            try (SqlHostStore store = new SqlHostStore(database.open("hosts-1", 2), protocol)) {
                new HostStoreBenchmark(store, Integer.parseInt(arguments[1])).measure(protocol);
            }
        }
    }

    /** Rows for both protocols, as people's own SQL makes them. */
    private static void fill(TestDatabase database) {
        boolean mysql = database.settings().type() == BackendSettings.Type.MYSQL;
        List<String> statements = new ArrayList<>();
        for (int from = 1; from <= ROWS; from += CHUNK) {
            StringBuilder hosts = new StringBuilder();
            StringBuilder leases = new StringBuilder();
            StringBuilder options = new StringBuilder();
            for (int n = from; n < from + CHUNK; n++) {
                String comma = n == from ? "" : ", ";
                String hex = "%012x".formatted(n);
                hosts.append("%s(%d, %s, 0, %d, %d, %d, 'host-%d')"
                        .formatted(
                                comma,
                                n,
                                mysql ? "unhex('" + hex + "')" : "decode('" + hex + "', 'hex')",
                                1 + n % 1_000,
                                1 + n % 1_000,
                                0x0a000000 + n,
                                n));
                String address = "2001:db8::" + Integer.toHexString(n >> 16) + ":" + Integer.toHexString(n & 0xffff);
                leases.append("%s(%s, %d)"
                        .formatted(comma, mysql ? "inet6_aton('" + address + "')" : "'" + address + "'", n));
                options.append("%s(6, '10.0.0.1', 'dhcp4', %d, 3, '[]'), (3, '10.0.0.2', 'dhcp4', %d, 3, '[]')"
                        .formatted(comma, n, n));
            }
            statements.add("insert into hosts (host_id, dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id,"
                    + " dhcp6_subnet_id, ipv4_address, hostname) values " + hosts);
            statements.add("insert into ipv6_reservations (address, host_id) values " + leases);
            for (String table : new String[] {"dhcp4_options", "dhcp6_options"}) {
                statements.add("insert into " + table + " (code, formatted_value, space, host_id, scope_id,"
                        + " client_classes) values " + options);
            }
        }
        database.execute(statements.toArray(String[]::new));
    }

    private void measure(Protocol protocol) {
        report(protocol, "one identifier, reserved", n -> new OfClient(List.of(hardware(n)), List.of(1 + n % 1_000)));
        report(protocol, "four identifiers, own subnet and global, reserved", n -> four(n, n));
        report(protocol, "four identifiers, own subnet and global, unknown", n -> four(n, n + ROWS));
        report(protocol, "address, reserved", n -> address(protocol, n, 1 + n % 1_000));
        report(protocol, "address, not reserved", n -> address(protocol, n + ROWS, 1 + n % 1_000));
    }

    private static HostQuestion four(int n, int hardware) {
        return new OfClient(
                List.of(hardware(hardware), other(Type.DUID, n), other(Type.CIRCUIT_ID, n), other(Type.CLIENT_ID, n)),
                List.of(1 + n % 1_000, 0));
    }

    private static HostQuestion address(Protocol protocol, int n, int subnet) {
        return switch (protocol) {
            case DHCP4 -> new OfAddress(Ipv4Address.ofUnsigned(0x0a000000L + n), 32, List.of(subnet));
            case DHCP6 -> new OfAddress(new Ipv6Address(0x20010db800000000L, n), 128, List.of(subnet));
        };
    }

    private static HostIdentifier hardware(int n) {
        return new HostIdentifier(
                Type.HW_ADDRESS,
                Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(n).array(), 2, 8));
    }

    private static HostIdentifier other(Type type, int n) {
        return new HostIdentifier(
                type, ByteBuffer.allocate(14).putInt(0x00030001).putLong(n).array());
    }

    private void report(Protocol protocol, String what, IntFunction<HostQuestion> question) {
        run(question, 20);
        long end = System.nanoTime() + nanos;
        List<Double> millis = new ArrayList<>();
        long found = 0;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            found = run(question, 1);
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        millis.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s %-52s batch of %d: minimum %.2f ms, median %.2f ms; %d found%n",
                protocol.label(),
                what,
                BATCH,
                millis.getFirst(),
                millis.get(millis.size() / 2),
                found);
    }

    private int position;

    private long run(IntFunction<HostQuestion> question, int times) {
        long found = 0;
        for (int i = 0; i < times; i++) {
            List<HostQuestion> batch = new ArrayList<>(BATCH);
            for (int k = 0; k < BATCH; k++) {
                position = (position + 7_919) % ROWS;
                batch.add(question.apply(position + 1));
            }
            for (List<Reservation> answer : store.find(batch)) {
                found += answer.size();
            }
        }
        return found;
    }
}
