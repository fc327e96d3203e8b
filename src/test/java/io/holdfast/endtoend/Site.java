package io.holdfast.endtoend;

import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the scenarios play: a LAN {@code near} with the server on it, a LAN {@code far} that only a relay reaches, and a
 * store.
 *
 * <pre>
 *   server .1 --- near 198.18.1.0/24, 2001:db8:1::/64 --- .2 (relay) .1 --- far --- clients
 *                       clients
 * </pre>
 */
final class Site implements AutoCloseable {

    /** Hosts on {@code near}: servers, crowds of clients (which subnet 3 is for), and on both LANs the relay. */
    static final int SERVER = 1;

    static final int OTHER_SERVER = 11;
    static final int CROWD = 3;
    static final int OTHER_CROWD = 13;
    static final int THIRD_CROWD = 23;
    private static final int RELAY_NEAR = 2;
    private static final int RELAY_FAR = 1;

    /** Seconds, of clients that do not ask for less. */
    static final int VALID_LIFETIME = 3600;

    /** Of the prefixes that crowds are given. */
    static final int PREFIX_LENGTH = 60;

    /**
     * The pools are the upper halves; T1 is half the lifetime, so that who asks for little renews soon. Clients of DHCPv6
     * cannot ask for little: T1 and T2 are short, so that it is seen soon when they renew and rebind. Each
     * renewal is written, however young the lease is.
     */
    private static final Map<Family, String> CONFIG = Map.of(Family.V4, """
            "Dhcp4": {
              "interfaces-config": { "interfaces": [ "eth0" ] },
              "lease-database": { %1$s }, "cache-threshold": 0,
              "valid-lifetime": %2$d, "min-valid-lifetime": 4, "max-valid-lifetime": 7200, "calculate-tee-times": true,
              "option-data": [ { "name": "domain-name-servers", "data": "198.18.1.1" } ],
              "subnet4": [
                { "id": 1, "subnet": "198.18.1.0/24", "pools": [ { "pool": "198.18.1.128/25" } ] },
                { "id": 2, "subnet": "198.18.2.0/24", "pools": [ { "pool": "198.18.2.128/25" } ],
                  "option-data": [ { "name": "routers", "data": "198.18.2.1" } ] },
                { "id": 3, "subnet": "10.0.0.0/8", "relay": { "ip-addresses": [ "198.18.1.3", "198.18.1.13", "198.18.1.23" ] },
                  "pools": [ { "pool": "10.1.0.0 - 10.255.255.254" } ] }
              ]
            }
            """, Family.V6, """
            "Dhcp6": {
              "interfaces-config": { "interfaces": [ "eth0", "eth0/%4$s" ] },
              "lease-database": { %1$s }, "cache-threshold": 0,
              "preferred-lifetime": 1800, "valid-lifetime": %2$d, "renew-timer": 4, "rebind-timer": 9,
              "option-data": [ { "name": "dns-servers", "data": "2001:db8:1::1" } ],
              "subnet6": [
                { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::1:0/112" } ],
                  "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56 } ] },
                { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::1:0/112" } ],
                  "pd-pools": [ { "prefix": "2001:db8:200::", "prefix-len": 40, "delegated-len": 56 } ] },
                { "id": 3, "subnet": "2001:db8:3::/64",
                  "relay": { "ip-addresses": [ "2001:db8:1::3", "2001:db8:1::13", "2001:db8:1::23" ] },
                  "pools": [ { "pool": "2001:db8:3::/64" } ],
                  "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 36, "delegated-len": %3$d } ] }
              ]
            }
            """);

    private final NetworkLab lab;
    private final Map<Family, ServedStore> stores;
    private final Path directory;
    private final Map<String, Integer> serverNumbers = new HashMap<>();
    private final List<LoopbackDoor> doors = new ArrayList<>();
    private final List<ServerProcess> servers = new ArrayList<>();

    private Site(NetworkLab lab, Map<Family, ServedStore> stores, Path directory) {
        this.lab = lab;
        this.stores = new EnumMap<>(stores);
        this.directory = directory;
    }

    /** Aborts the test where namespaces cannot be made, or the database is not to be had. */
    static Site on(StoreKind kind, Path directory, Family... families) {
        NetworkLab lab = NetworkLab.with("near", "far");
        try {
            return new Site(lab, kind.open(directory, families), directory);
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    static Site on(ServedStore store, Family family, Path directory) {
        return new Site(NetworkLab.with("near", "far"), Map.of(family, store), directory);
    }

    NetworkLab lab() {
        return lab;
    }

    ServedStore store(Family family) {
        return Objects.requireNonNull(stores.get(family), "not served here: " + family);
    }

    /** The protocols that the servers serve, all in one process. */
    Set<Family> families() {
        return stores.keySet();
    }

    /** A host for a server, with a way to the database; its addresses are on {@code near}. */
    NetworkNamespace serverHost(int number) {
        NetworkNamespace host = nearHost("srv", number);
        serverNumbers.put(host.name(), number);
        if (families().contains(Family.V4)) {
            host.ip("route add " + Family.V4.farNetwork() + " via " + Family.V4.near(RELAY_NEAR));
        }
        stores.values().stream()
                .flatMapToInt(store -> store.port().stream())
                .distinct()
                .forEach(port -> doors.add(LoopbackDoor.open(host, port)));
        return host;
    }

    /** A host with addresses on {@code near}. */
    NetworkNamespace nearHost(String role, int number) {
        NetworkNamespace host = lab.host(role, "near");
        families().forEach(family -> family.addAddress(host, family.near(number), "eth0"));
        return host;
    }

    /** A host for a client. */
    NetworkNamespace clientHost(String lan) {
        NetworkNamespace host = lab.host("cli", lan);
        await("a link-local address")
                .until(() -> hasLinkLocalAddress(host)); // before it is looked for duplicates of it
        NetworkLab.looksForDuplicates(host, "eth0", true);
        return host;
    }

    private static boolean hasLinkLocalAddress(NetworkNamespace host) throws Exception {
        return host.inside(
                () -> NetworkInterface.getByName("eth0").inetAddresses().anyMatch(InetAddress::isLinkLocalAddress));
    }

    /** A host with addresses on both LANs. */
    NetworkNamespace relayHost() {
        NetworkNamespace host = lab.host("rly", "near", "far");
        for (Family family : families()) {
            family.addAddress(host, family.near(RELAY_NEAR), "eth0");
            family.addAddress(host, family.far(RELAY_FAR), "eth1");
        }
        return host;
    }

    /** Starts a server and waits until it is ready; on the same host again after its end, as it was. */
    ServerProcess serve(NetworkNamespace host) {
        try {
            Path home = Files.createDirectories(directory.resolve(host.name()));
            Files.createDirectories(home.resolve("state"));
            Files.writeString(home.resolve("config.json"), config(serverNumbers.get(host.name())));
            ServerProcess server = ServerProcess.start(host, home);
            servers.add(server);
            return server.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config(int number) {
        return families().stream()
                .map(family -> CONFIG.get(family)
                        .formatted(store(family).settings(), VALID_LIFETIME, PREFIX_LENGTH, family.near(number)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** What the servers said. */
    String logs() {
        StringBuilder text = new StringBuilder();
        servers.forEach(server -> text.append(server.log()).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        try {
            servers.stream().filter(ServerProcess::isAlive).forEach(ServerProcess::close);
        } finally {
            doors.forEach(LoopbackDoor::close);
            lab.close();
        }
    }
}
