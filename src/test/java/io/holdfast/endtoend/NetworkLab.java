package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hosts, each in a network namespace of its own, on LANs (bridges in one more); all gone on close. */
final class NetworkLab implements AutoCloseable {

    private final NetworkNamespace wiring;
    private final List<NetworkNamespace> hosts = new ArrayList<>();
    private int cables;

    private NetworkLab(NetworkNamespace wiring) {
        this.wiring = wiring;
    }

    /** Aborts the test, saying why, where namespaces cannot be made. */
    static NetworkLab with(String... lans) {
        NetworkLab lab = new NetworkLab(NetworkNamespace.create("lan"));
        for (String lan : lans) {
            lab.wiring.ip("link add " + lan + " type bridge");
            lab.wiring.ip("link set " + lan + " up");
        }
        return lab;
    }

    /**
     * A new host with one interface on each of the LANs: {@code eth0}, {@code eth1} and so on, without addresses but the
     * link-local ones, which can be used at once.
     */
    NetworkNamespace host(String role, String... lans) {
        NetworkNamespace host = NetworkNamespace.create(role);
        looksForDuplicates(host, "default", false);
        hosts.add(host);
        for (int i = 0; i < lans.length; i++) {
            String plug = "p" + cables++;
            wiring.connect(plug, host, "eth" + i);
            wiring.ip("link set " + plug + " master " + lans[i]);
        }
        return host;
    }

    /** Whether it uses an IPv6 address only after nobody has said that it is theirs (RFC 4862 §5.4). */
    static void looksForDuplicates(NetworkNamespace host, String device, boolean does) {
        try {
            host.inside(() ->
                    Files.writeString(Path.of("/proc/sys/net/ipv6/conf", device, "accept_dad"), does ? "1" : "0"));
        } catch (Exception e) {
            throw new IllegalStateException("cannot set how " + host.name() + " looks for duplicate addresses", e);
        }
    }

    @Override
    public void close() {
        hosts.forEach(NetworkNamespace::close);
        wiring.close();
    }
}
