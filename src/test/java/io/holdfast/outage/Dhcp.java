package io.holdfast.outage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** The two protocols: what the kit does alike for both, and what it must say differently. */
public enum Dhcp {
    V4("127.0.0.1") {
        @Override
        TestClient client(ServerUnderTest server, int number) {
            return TestClient4.of(
                    server,
                    "02:00:00:%02x:%02x:%02x".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        }

        @Override
        List<Asking> askings() {
            return List.of(Asking4.values());
        }

        @Override
        List<String> assigned() {
            return List.of("subnet[1].assigned-addresses");
        }

        @Override
        List<String> refusals() {
            return List.of("pkt4-nak-sent");
        }

        @Override
        List<String> rowsOfAnotherServer(Product product, int hoursLeft) {
            return List.of("insert into lease4 (address, valid_lifetime, expire, subnet_id, state)"
                    + " values (3221226184, 3600, " + inHours(product, hoursLeft) + ", 1, 0)"); // 192.0.2.200
        }

        @Override
        String filler(Product product, int number) {
            return "insert into lease4 (address, valid_lifetime, subnet_id, state) values (" + number + ", 3600, 2, 0)";
        }
    },
    V6("::1") {
        @Override
        TestClient client(ServerUnderTest server, int number) {
            return TestClient6.of(server, number);
        }

        @Override
        List<Asking> askings() {
            return List.of(Asking6.values());
        }

        @Override
        List<String> assigned() {
            return List.of("subnet[1].assigned-nas", "subnet[1].assigned-pds");
        }

        @Override
        List<String> refusals() {
            return List.of("v6-allocation-fail");
        }

        @Override
        List<String> rowsOfAnotherServer(Product product, int hoursLeft) {
            return List.of(
                    row(product, hoursLeft, 1, "2001:db8:1::ee00", 0, 128),
                    row(product, hoursLeft, 1, "2001:db8:80ee::", 2, 56));
        }

        @Override
        String filler(Product product, int number) {
            return row(product, 1, 2, "2001:db8:2::" + Integer.toHexString(number), 0, 128);
        }

        private String row(Product product, int hoursLeft, int subnet, String address, int type, int length) {
            boolean postgresql = product == Product.POSTGRESQL;
            return "insert into lease6 (address, duid, valid_lifetime, expire, subnet_id, pref_lifetime, lease_type, iaid,"
                    + " prefix_len, state) values (%s, %s, 3600, %s, %d, 1800, %d, 1, %d, 0)"
                            .formatted(
                                    (postgresql ? "'%s'" : "inet6_aton('%s')").formatted(address),
                                    postgresql ? "decode('" + ANOTHER + "', 'hex')" : "unhex('" + ANOTHER + "')",
                                    inHours(product, hoursLeft),
                                    subnet,
                                    type,
                                    length);
        }
    };

    private static final String ANOTHER = "00030001020000eeee00";

    private final String loopback;

    Dhcp(String loopback) {
        this.loopback = loopback;
    }

    /** @param number tells clients of one protocol apart; 24 bits */
    abstract TestClient client(ServerUnderTest server, int number);

    /** The rows of the guide's table. */
    abstract List<Asking> askings();

    /** The statistics of what is assigned in the subnet of {@link LeaseDatabaseConfig}. */
    abstract List<String> assigned();

    /** The statistics that must be 0 as long as nobody had a reason to be refused. */
    abstract List<String> refusals();

    /**
     * Statements that add one lease of each kind, which the server under test can only know by counting anew.
     *
     * @param hoursLeft until they expire; below 0 when they have
     */
    abstract List<String> rowsOfAnotherServer(Product product, int hoursLeft);

    /** A statement that adds a lease of no subnet of the server under test, another one for each number. */
    abstract String filler(Product product, int number);

    private static String inHours(Product product, int hours) {
        return product == Product.POSTGRESQL
                ? "now() + interval '" + hours + " hours'"
                : "timestampadd(hour, " + hours + ", current_timestamp)";
    }

    /** {@code dhcp4}, {@code dhcp6}: the service of commands, and the name among the settings. */
    String service() {
        return "dhcp" + digit();
    }

    /** {@code Dhcp4}, {@code Dhcp6}: the object of a configuration. */
    String object() {
        return "Dhcp" + digit();
    }

    /** The name of the lease database in logs, health and metrics. */
    String backend() {
        return this == V4 ? "lease" : "lease6";
    }

    /** {@code lease4}, {@code lease6}. */
    String table() {
        return "lease" + digit();
    }

    /** {@code lease4-get} and so on. */
    String command(String words) {
        return table() + "-" + words;
    }

    /** {@code DHCP4_DB_RECONNECT_FAILED} and so on. */
    String logged(String words) {
        return "DHCP" + digit() + "_" + words;
    }

    String lost() {
        return logged("DB_RECONNECT_LOST_CONNECTION");
    }

    String back() {
        return logged("DB_RECONNECT_SUCCEEDED");
    }

    InetAddress loopback() {
        try {
            return InetAddress.getByName(loopback);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private String digit() {
        return name().substring(1).toLowerCase(Locale.ROOT);
    }
}
