package io.holdfast.kea;

import io.holdfast.address.Ipv6Address;
import io.holdfast.transport.NetworkNamespace;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Kea alone in a network namespace, at the end of two wires; all stations at the other ends. */
public final class Network6 implements AutoCloseable {

    public static final String SERVER = "2001:db8:ffff::1";
    static final String NEAR_SERVER = "fe80::1";
    static final String NEAR = "fe80::c";
    static final String FAR = "2001:db8:ffff::c";
    public static final String CHOSEN = "2001:db8:ffff::d";
    static final String ALL_SERVERS = "ff02::1:2";

    /** Nothing's link in any configuration. */
    private static final String SENTINEL_LINK = "2001:db8:dead::1";

    private final Path root = KeaProcess.root("kea-dhcp6");
    private final NetworkNamespace here = NetworkNamespace.create("ask");
    private final NetworkNamespace there = NetworkNamespace.create("kea");
    private final Map<Station6, KeaConversation> stations = new EnumMap<>(Station6.class);
    private @Nullable KeaProcess kea;

    public Network6(String config) throws Exception {
        try {
            connect();
            kea = KeaProcess.start(List.of("ip", "netns", "exec", there.name()), root, "kea-dhcp6", config, List.of());
            for (Station6 station : Station6.values()) {
                int scope = index("ask" + station.wire());
                stations.put(station, here.inside(() -> converse(station, scope)));
            }
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private void connect() {
        for (int wire = 0; wire < 2; wire++) {
            here.connect("ask" + wire, there, "srv" + wire);
            only(here, "ask" + wire, NEAR);
            only(there, "srv" + wire, NEAR_SERVER);
        }
        here.ip("addr add " + FAR + "/64 dev ask0 nodad");
        here.ip("addr add " + CHOSEN + "/64 dev ask0 nodad");
        there.ip("addr add " + SERVER + "/64 dev srv0 nodad");
    }

    /** Kea listens once for each link-local address that there is. */
    private static void only(NetworkNamespace namespace, String link, String address) {
        namespace.ip("link set dev " + link + " addrgenmode none");
        namespace.ip("addr flush dev " + link);
        namespace.ip("addr add " + address + "/64 dev " + link + " nodad");
    }

    /** Not by {@code NetworkInterface}, which sees the links of the process, not of the thread. */
    private int index(String link) throws IOException {
        Process process =
                here.process("cat", "/sys/class/net/" + link + "/ifindex").start();
        return Integer.parseInt(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    private KeaConversation converse(Station6 station, int scope) throws IOException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(inet(station.source(), scope), station.port()));
        InetSocketAddress server = new InetSocketAddress(inet(station.destination(), scope), 547);
        return new KeaConversation(kea, socket, server, sentinel());
    }

    private static InetAddress inet(Ipv6Address address, int scope) throws IOException {
        return address.toString().startsWith("2001:")
                ? InetAddress.getByAddress(address.toBytes())
                : Inet6Address.getByAddress(null, address.toBytes(), scope);
    }

    /** As from a relay, which has the answer at its own port (option 135, RFC 8357). */
    private static KeaConversation.Sentinel sentinel() {
        byte[] packet = Request6.of(MessageType6.INFORMATION_REQUEST, 0)
                .relayedBy(Ipv6Address.parse(SENTINEL_LINK), Ipv6Address.parse(NEAR))
                .relayOption(135, new byte[2])
                .toBytes();
        return new KeaConversation.Sentinel(packet, 2, 18);
    }

    /** All that Kea has logged so far. */
    public String log() throws IOException {
        return Objects.requireNonNull(kea).log();
    }

    public KeaConversation from(Station6 station) {
        return Objects.requireNonNull(stations.get(station));
    }

    @Override
    public void close() throws IOException {
        for (KeaConversation station : stations.values()) {
            station.close();
        }
        if (kea != null) {
            kea.close();
        }
        here.close();
        there.close();
    }
}
