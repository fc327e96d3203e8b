package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.transport.NetworkNamespace;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code libdhcp_ping_check} with real echo requests: Holdfast, and Kea with the same configuration, at one end of a cable; at the
 * other all addresses that are in use already, and a relay behind which the clients are.
 */
@ParameterizedClass
@EnumSource
class PingCheckTests {

    enum Product {
        HOLDFAST,
        KEA
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_MILLIS = 500;

    /** Where these stand (RFC 2131 §2). */
    private static final int XID = 4;

    private static final int SECS = 8;
    private static final int YIADDR = 16;

    private static final String CONFIG = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "eth0" ], "dhcp-socket-type": "udp" },
              "lease-database": { "type": "memfile", "persist": false }, "valid-lifetime": 3600,
              "hooks-libraries": [ { "library": "%s", "parameters": { "enable-ping-check": true,
                "min-ping-requests": 1, "reply-timeout": 100, "ping-cltt-secs": 60 } } ],
              "subnet4": [
                { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.12" } ],
                  "reservations": [ { "hw-address": "02:00:00:00:00:09", "ip-address": "192.0.2.20" } ] },
                { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.12" } ],
                  "user-context": { "ping-check": { "enable-ping-check": false } } } ] } }
            """;

    @Parameter
    Product product;

    @TempDir
    Path folder;

    private @Nullable NetworkNamespace server;
    private @Nullable NetworkNamespace neighbours;
    private @Nullable AutoCloseable running;
    private @Nullable DatagramSocket relay;

    @BeforeEach
    void start() throws Exception {
        NetworkNamespace host = NetworkNamespace.create("png");
        server = host;
        NetworkNamespace others = NetworkNamespace.create("ngb");
        neighbours = others;
        host.connect("eth0", others, "eth0");
        host.ip("addr add 192.0.2.1/24 dev eth0");
        host.ip("addr add 198.51.100.1/24 dev eth0");
        for (String used : List.of("192.0.2.2", "192.0.2.10", "192.0.2.20", "198.51.100.2", "198.51.100.10")) {
            others.ip("addr add " + used + "/24 dev eth0");
        }
        relay = others.inside(() -> new DatagramSocket(67));
        relay.setSoTimeout(ANSWER_MILLIS);
        running = switch (product) {
            case HOLDFAST -> {
                Files.writeString(folder.resolve("config.json"), CONFIG.formatted("libdhcp_ping_check.so"));
                yield ServerProcess.start(host, folder).ready();
            }
            case KEA -> {
                Path root = KeaProcess.root("kea-dhcp4");
                String config = CONFIG.formatted(KeaCommands.library(root, "libdhcp_ping_check"));
                yield KeaProcess.start(
                        List.of("ip", "netns", "exec", host.name()), root, "kea-dhcp4", config, List.of());
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {running, relay, server, neighbours}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private static Request4 message(MessageType4 type, int client) {
        return Request4.of(type, 0x4000 + client, HardwareAddress.parse("02:00:00:00:00:%02x".formatted(client)))
                .relayedBy(Ipv4Address.parse("192.0.2.2"));
    }

    private static Request4 discover(int client) {
        return message(MessageType4.DHCPDISCOVER, client);
    }

    /** Sends it again and again, as clients do, until it is answered. */
    private String answered(Request4 request, MessageType4 answer) {
        AtomicReference<@Nullable String> yiaddr = new AtomicReference<>();
        byte[] packet = request.toBytes();
        await(answer + " of " + product).atMost(PATIENCE).until(() -> {
            byte[] reply = exchange(packet);
            if (reply == null || Message4.read(reply, reply.length).type() != answer) {
                return false;
            }
            yiaddr.set(new Ipv4Address(ByteBuffer.wrap(reply).getInt(YIADDR)).toString());
            return true;
        });
        return Objects.requireNonNull(yiaddr.get());
    }

    private byte @Nullable [] exchange(byte[] packet) throws IOException {
        DatagramSocket socket = Objects.requireNonNull(relay);
        socket.send(new DatagramPacket(
                packet, packet.length, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 67)));
        DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
        try {
            while (true) {
                socket.receive(answer);
                if (Arrays.equals(answer.getData(), XID, SECS, packet, XID, SECS)) {
                    return Arrays.copyOf(answer.getData(), answer.getLength());
                }
            }
        } catch (SocketTimeoutException _) {
            return null;
        }
    }

    private String offered(Request4 discover) {
        return answered(discover, MessageType4.DHCPOFFER);
    }

    private static Request4 selecting(int client, String address) {
        return message(MessageType4.DHCPREQUEST, client)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address))
                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("192.0.2.1"));
    }

    /** And it is nobody's from then on, even if nobody uses it any more. */
    @Test
    void anAddressInUseIsPassedOver() {
        assertThat(offered(discover(1))).isEqualTo("192.0.2.11");
        assertThat(answered(selecting(1, "192.0.2.11"), MessageType4.DHCPACK)).isEqualTo("192.0.2.11");
        Objects.requireNonNull(neighbours).ip("addr del 192.0.2.10/24 dev eth0");
        assertThat(offered(discover(2).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("192.0.2.10"))))
                .isEqualTo("192.0.2.12");
    }

    @Test
    void whatTheClientHasIsNotPinged() {
        assertThat(offered(discover(1))).isEqualTo("192.0.2.11");
        assertThat(answered(selecting(1, "192.0.2.11"), MessageType4.DHCPACK)).isEqualTo("192.0.2.11");
        Objects.requireNonNull(neighbours).ip("addr add 192.0.2.11/24 dev eth0");
        assertThat(offered(discover(1))).isEqualTo("192.0.2.11");
    }

    @Test
    void whatIsReservedIsNotPinged() {
        assertThat(offered(discover(9))).isEqualTo("192.0.2.20");
    }

    @Test
    void aSubnetCanGoWithoutIt() {
        assertThat(offered(discover(3).relayedBy(Ipv4Address.parse("198.51.100.2"))))
                .isEqualTo("198.51.100.10");
    }
}
