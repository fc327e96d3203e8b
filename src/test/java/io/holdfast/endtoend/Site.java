package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the scenarios play: a LAN {@code near} with the server on it, a LAN {@code far} that only a relay reaches, and a
 * store.
 *
 * <pre>
 *   server .1 --- near 198.18.1.0/24 --- .2 (relay) .1 --- far 198.18.2.0/24 --- clients
 *                       clients
 * </pre>
 */
final class Site implements AutoCloseable {

    static final String SERVER = "198.18.1.1";
    static final String RELAY_NEAR = "198.18.1.2";
    static final String RELAY_FAR = "198.18.2.1";
    /** Seconds, of clients that do not ask for less. */
    static final int VALID_LIFETIME = 3600;

    /** The pools are the upper halves; T1 is half the lifetime, so that who asks for little renews soon. */
    private static final String CONFIG = """
            { "Dhcp4": {
              "interfaces-config": { "interfaces": [ "eth0" ] },
              "lease-database": { %s },
              "valid-lifetime": %d, "min-valid-lifetime": 4, "max-valid-lifetime": 7200, "calculate-tee-times": true,
              "option-data": [ { "name": "domain-name-servers", "data": "198.18.1.1" } ],
              "subnet4": [
                { "id": 1, "subnet": "198.18.1.0/24", "pools": [ { "pool": "198.18.1.128/25" } ] },
                { "id": 2, "subnet": "198.18.2.0/24", "pools": [ { "pool": "198.18.2.128/25" } ],
                  "option-data": [ { "name": "routers", "data": "198.18.2.1" } ] },
                { "id": 3, "subnet": "10.0.0.0/8", "relay": { "ip-addresses": [ "198.18.1.3", "198.18.1.13", "198.18.1.23" ] },
                  "pools": [ { "pool": "10.1.0.0 - 10.255.255.254" } ] }
              ]
            } }
            """;

    private final NetworkLab lab;
    private final ServedStore store;
    private final Path directory;
    private final List<LoopbackDoor> doors = new ArrayList<>();
    private final List<ServerProcess> servers = new ArrayList<>();

    private Site(NetworkLab lab, ServedStore store, Path directory) {
        this.lab = lab;
        this.store = store;
        this.directory = directory;
    }

    static Site on(StoreKind kind, Path directory) {
        NetworkLab lab = NetworkLab.with("near", "far");
        try {
            return new Site(lab, kind.open(directory), directory);
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    static Site on(ServedStore store, Path directory) {
        return new Site(NetworkLab.with("near", "far"), store, directory);
    }

    NetworkLab lab() {
        return lab;
    }

    ServedStore store() {
        return store;
    }

    /** A host for a server, with a way to the database; its address is on {@code near}. */
    NetworkNamespace serverHost(String address) {
        NetworkNamespace host = lab.host("srv", "near");
        host.ip("addr add " + address + "/24 brd + dev eth0");
        host.ip("route add 198.18.2.0/24 via " + RELAY_NEAR);
        store.port().ifPresent(port -> doors.add(LoopbackDoor.open(host, port)));
        return host;
    }

    /** Starts a server and waits until it is ready; on the same host again after its end, as it was. */
    ServerProcess serve(NetworkNamespace host) {
        try {
            Path home = Files.createDirectories(directory.resolve(host.name()));
            Files.createDirectories(home.resolve("state"));
            Files.writeString(home.resolve("config.json"), CONFIG.formatted(store.settings(), VALID_LIFETIME));
            ServerProcess server = ServerProcess.start(host, home);
            servers.add(server);
            return server.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
