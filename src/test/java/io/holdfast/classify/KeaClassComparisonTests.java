package io.holdfast.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.kea.KeaConversation;
import io.holdfast.kea.KeaProcess;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many classes by chance, with all steps: packets come into the classes into which the real Kea puts them, in its order. */
class KeaClassComparisonTests {

    private static final int CLASSES = 150;
    private static final int PACKETS = 60;
    private static final int FIRST = 0x31000000;
    private static final Ipv4Address RELAY = Ipv4Address.parse("127.0.10.1");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RandomExpressions expressions = new RandomExpressions(random);

    @Test
    void asKea() throws Exception {
        Path root = KeaProcess.root("kea-dhcp4");
        String config = config();
        ServerConfig4 compiled = Objects.requireNonNull(
                ConfigCompiler.compile(config, "kea.json").dhcp4());
        int port;
        try (DatagramSocket probe = new DatagramSocket()) {
            port = probe.getLocalPort();
        }
        DatagramSocket socket = new DatagramSocket();
        List<String> ports = List.of("-p", Integer.toString(port), "-P", Integer.toString(socket.getLocalPort()));
        KeaConversation.Sentinel sentinel =
                new KeaConversation.Sentinel(request(0x55000000).toBytes(), 4, 8);
        try (KeaProcess kea = KeaProcess.start(List.of(), root, "kea-dhcp4", config, ports);
                KeaConversation conversation = new KeaConversation(
                        kea, socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), sentinel)) {
            List<byte[]> packets = new ArrayList<>();
            for (int i = 0; i < PACKETS; i++) {
                packets.add(expressions.options().apply(request(FIRST + i)).toBytes());
                conversation.exchange(packets.getLast());
            }
            String log = kea.log();
            for (int i = 0; i < PACKETS; i++) {
                assertThat(ours(compiled, packets.get(i))).as("seed %d", seed).isEqualTo(keas(log, FIRST + i));
            }
        }
    }

    private static Request4 request(int transaction) {
        HardwareAddress hardware = HardwareAddress.parse(
                String.format(Locale.ROOT, "02:00:00:00:%02x:%02x", transaction >>> 24, transaction & 0xff));
        return Request4.of(MessageType4.DHCPDISCOVER, transaction, hardware).relayedBy(RELAY);
    }

    private String config() {
        List<String> members = new ArrayList<>(List.of("ALL", "KNOWN", "UNKNOWN", "VENDOR_CLASS_a", "VENDOR_CLASS_b"));
        List<String> classes = new ArrayList<>();
        List<String> additional = new ArrayList<>();
        classes.add("{ \"name\": \"SPAWN_c1_a\" }");
        members.add("SPAWN_c1_a");
        for (int i = 0; i < CLASSES; i++) {
            String name = "c" + i;
            boolean template = i == 1 || random.nextInt(10) == 0;
            String test = i == 1
                    ? "option[60].text"
                    : template ? expressions.term(members) : expressions.condition(2, members);
            boolean extra = i != 1 && random.nextInt(6) == 0;
            classes.add("{ \"name\": \"" + name + "\", \"" + (template ? "template-test" : "test") + "\": \"" + test
                    + "\", \"only-in-additional-list\": " + extra + " }");
            if (random.nextInt(4) == 0) {
                additional.add("\"" + name + "\"");
            }
            members.add(name);
        }
        additional.add("\"undefined\"");
        return """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
                  "lease-database": { "type": "memfile", "persist": false },
                  "multi-threading": { "enable-multi-threading": false },
                  "loggers": [ { "name": "kea-dhcp4", "severity": "DEBUG", "debuglevel": 40,
                    "output-options": [ { "output": "stdout" } ] } ],
                  "client-classes": [ %s ],
                  "subnet4": [ { "id": 1, "subnet": "127.0.10.0/24", "evaluate-additional-classes": [ %s ],
                    "pools": [ { "pool": "127.0.10.20-127.0.10.250" } ] } ] } }""".formatted(String.join(",\n", classes), String.join(", ", additional));
    }

    private static List<String> ours(ServerConfig4 config, byte[] packet) throws MalformedPacketException {
        Classifier classifier = config.classes().classifier();
        Ipv4Address loopback = Ipv4Address.parse("127.0.0.1");
        PacketFacts facts =
                new PacketFacts.Of4(Message4.read(packet, packet.length), "lo", loopback, loopback, packet.length);
        ClientClasses classes = new ClientClasses();
        classifier.begin(facts, classes, Rules.UNHEARD);
        classes.add(ClassNames.UNKNOWN);
        classifier.known(facts, classes, Rules.UNHEARD);
        classifier.additional(config.subnets().getFirst().policy().additionalClasses(), facts, classes, Rules.UNHEARD);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            names.add(classifier.names().name(classes.get(i)));
        }
        return names;
    }

    /** Without those that the configuration does not speak of. */
    private static List<String> keas(String log, int transaction) {
        String found = log.lines()
                .filter(line -> line.contains("DHCP4_CLASSES_ASSIGNED ")
                        && line.contains("tid=0x" + Integer.toHexString(transaction)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(log));
        List<String> names = new ArrayList<>(Arrays.asList(
                found.substring(found.indexOf("following classes: ") + 19).split(", ")));
        names.removeIf(name -> name.startsWith("SPAWN_") && !name.equals("SPAWN_c1_a")
                || name.startsWith("VENDOR_") && !name.matches("VENDOR_CLASS_[ab]"));
        return names;
    }
}
