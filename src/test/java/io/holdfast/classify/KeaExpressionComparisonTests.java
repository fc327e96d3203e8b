package io.holdfast.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.classify.expression.ExpressionCase;
import io.holdfast.classify.expression.ExpressionCases4;
import io.holdfast.classify.expression.ExpressionCases6;
import io.holdfast.kea.KeaConversation;
import io.holdfast.kea.KeaProcess;
import io.holdfast.kea.Network6;
import io.holdfast.kea.Station6;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The outcomes in the tables of expressions, with the real Kea as the judge: it has a class for each, whose members packets
 * become when the outcome is so, and logs what classes a packet is in.
 */
class KeaExpressionComparisonTests {

    private static final String LOGGERS = """
            "lease-database": { "type": "memfile", "persist": false },
            "multi-threading": { "enable-multi-threading": false },
            "loggers": [ { "name": "%s", "severity": "DEBUG", "debuglevel": 40,
              "output-options": [ { "output": "stdout" } ] } ],""";

    private static final String ASSIGNED = "CLASSES_ASSIGNED_AFTER_SUBNET_SELECTION";

    /** Classes that have to hold, and such that must not, because their expressions have no value. */
    private static final class Classes {

        private final List<String> definitions = new ArrayList<>();
        private final TreeSet<String> held = new TreeSet<>();

        Classes(List<ExpressionCase> cases) {
            for (int i = 0; i < cases.size(); i++) {
                ExpressionCase one = cases.get(i);
                String name = "case" + i + ": " + one.expression().replaceAll("[^A-Za-z0-9.\\[\\]-]", "_");
                if (one.fails()) {
                    String failing =
                            one.expression().contains("==") && !one.expression().startsWith("sifelse")
                                    ? one.expression()
                                    : one.expression() + " == 'x'";
                    define(name, failing);
                    define("not " + name, "not (" + failing + ")");
                } else {
                    define(name, one.claim());
                    held.add(name);
                }
            }
        }

        private void define(String name, String test) {
            definitions.add("{ \"name\": \"" + name + "\", \"test\": \"" + test.replace("\\", "\\\\") + "\" }");
        }

        String json() {
            return "\"client-classes\": [ " + String.join(",\n", definitions) + " ],";
        }

        /** @param transaction how Kea names the packet in its log */
        void areIn(String log, String transaction) {
            String line = log.lines()
                    .filter(each -> each.contains(ASSIGNED) && each.contains(transaction))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(log));
            String list = line.substring(line.indexOf("following classes: ") + "following classes: ".length());
            TreeSet<String> found = new TreeSet<>();
            for (String name : list.split(", ")) {
                if (name.contains("case")) {
                    found.add(name);
                }
            }
            TreeSet<String> missing = new TreeSet<>(held);
            missing.removeAll(found);
            assertThat(missing).as("outcomes that are others in Kea").isEmpty();
            assertThat(found).as("expressions that have a value in Kea").isEqualTo(held);
        }
    }

    @Test
    void keaSaysTheSameOfDhcp4() throws Exception {
        Path root = KeaProcess.root("kea-dhcp4");
        Classes classes = new Classes(ExpressionCases4.cases());
        String config = """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
                %s %s
                %s "subnet4": [ { "id": 1, "subnet": "127.0.10.0/24", "pools": [ { "pool": "127.0.10.20-127.0.10.30" } ] } ]
                } }""".formatted(LOGGERS.formatted("kea-dhcp4"), ExpressionCases4.DEFINITIONS, classes.json());
        int port = freePort();
        DatagramSocket socket = new DatagramSocket();
        List<String> ports = List.of("-p", Integer.toString(port), "-P", Integer.toString(socket.getLocalPort()));
        try (KeaProcess kea = KeaProcess.start(List.of(), root, "kea-dhcp4", config, ports);
                KeaConversation conversation = new KeaConversation(
                        kea, socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), sentinel())) {
            conversation.exchange(ExpressionCases4.packet(Ipv4Address.parse("127.0.10.1")));
            classes.areIn(kea.log(), "tid=0x12345678");
        }
    }

    private static int freePort() throws Exception {
        try (DatagramSocket probe = new DatagramSocket()) {
            return probe.getLocalPort();
        }
    }

    private static KeaConversation.Sentinel sentinel() {
        byte[] packet = Request4.of(MessageType4.DHCPDISCOVER, 0x55000000, HardwareAddress.parse("02:00:00:00:00:01"))
                .relayedBy(Ipv4Address.parse("127.0.10.1"))
                .toBytes();
        return new KeaConversation.Sentinel(packet, 4, 8);
    }

    @Test
    void keaSaysTheSameOfDhcp6() throws Exception {
        Classes classes = new Classes(ExpressionCases6.cases());
        String config = """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "srv0/%s", "srv1" ] },
                %s
                %s "subnet6": [ { "id": 1, "subnet": "2001:db8:ffff::/64",
                  "pools": [ { "pool": "2001:db8:ffff::1:0/112" } ] } ] } }""".formatted(Network6.SERVER, LOGGERS.formatted("kea-dhcp6"), classes.json());
        try (Network6 network = new Network6(config)) {
            network.from(Station6.RELAY).exchange(ExpressionCases6.packet());
            classes.areIn(network.log(), "tid=0x123456");
        }
    }
}
