package io.holdfast.app.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.transport.NetworkNamespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeTests {

    private static final Ipv4Address LOCAL = Ipv4Address.parse("127.0.0.1");
    private static final HardwareAddress HARDWARE = HardwareAddress.parse("02:00:00:00:00:01");
    private static final Duration SHORT = Duration.ofMillis(100);
    /** So long that nothing is sent again, however busy the machine is. */
    private static final Duration LONG = Duration.ofSeconds(8);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aLeaseIsShownWithItsOptionsAndTimes() throws Exception {
        int port = freePort();
        try (TinyServer server = local(port, 0, false)) {
            assertThat(run(options(port, null, true, 1, LONG))).isEqualTo(Probe.LEASED);
            assertThat(text())
                    .containsSubsequence(
                            "DISCOVER  as 02:00:00:00:00:01 to 127.0.0.1:" + port + "\n",
                            "OFFER     10.0.0.10 from server 127.0.0.1 after ",
                            "REQUEST   10.0.0.10\n",
                            "ACK       10.0.0.10 from server 127.0.0.1 after ",
                            "  address                10.0.0.10\n",
                            "  server                 127.0.0.1\n",
                            "  lifetime               3600 s\n",
                            "  boot file              boot.img\n",
                            "  subnet-mask            255.0.0.0\n",
                            "  routers                10.0.0.1",
                            "10.0.0.2\n",
                            "  domain-name            example.org\n",
                            "  option 224             01:02\n",
                            "RELEASE   10.0.0.10\n")
                    .doesNotContain("(again)");
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (server.released.isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(server.released).singleElement().satisfies(release -> {
                assertThat(release.clientAddress()).isEqualTo(Ipv4Address.parse("10.0.0.10"));
                assertThat(release.clientIdentifier()).isEqualTo(ClientIdentifier.parse("ff:00:00:00:07"));
            });
        }
    }

    @Test
    void whatIsNotAnsweredIsSentAgain() throws Exception {
        int port = freePort();
        try (TinyServer server = local(port, 2, false)) {
            assertThat(server.released).isEmpty();
            assertThat(run(options(port, Ipv4Address.parse("10.0.0.99"), false, 1, SHORT)))
                    .isEqualTo(Probe.LEASED);
            assertThat(text().split("\\(again\\)", -1)).hasSizeGreaterThanOrEqualTo(3);
            assertThat(text()).contains("ACK       10.0.0.99");
        }
    }

    @Test
    void aRefusalAndSilenceHaveTheirExitCodes() throws Exception {
        int port = freePort();
        try (TinyServer server = local(port, 0, true)) {
            assertThat(server.released).isEmpty();
            assertThat(run(options(port, null, false, 1, LONG))).isEqualTo(Probe.REFUSED);
            assertThat(text())
                    .contains("NAK       from server 127.0.0.1 after ")
                    .contains(": not today");
        }
        try (TinyServer server = local(port, 1_000, false)) {
            assertThat(server.released).isEmpty();
            assertThat(run(options(port, null, false, 1, SHORT))).isEqualTo(Probe.NO_ANSWER);
            assertThat(text()).contains("no answer to DISCOVER within 2.0 s");
        }
        assertThat(run(options(port, null, false, 1, SHORT))).isEqualTo(Probe.NO_ANSWER);
        assertThat(text()).endsWith("no answer: nobody listens on 127.0.0.1:" + port + "\n");
    }

    @Test
    void manyClientsGetDifferentAddresses() throws Exception {
        int port = freePort();
        try (TinyServer server = local(port, 0, false)) {
            assertThat(server.released).isEmpty();
            assertThat(run(options(port, null, false, 3_000, Duration.ofSeconds(1))))
                    .isEqualTo(Probe.LEASED);
            assertThat(text())
                    .contains("3000 leases of 3000 different addresses in ")
                    .contains("0 refused by NAK, 0 without answer, ")
                    .contains("DISCOVER to OFFER  median ");
        }
    }

    @Test
    void furtherOptionsAreAskedFor() throws Exception {
        int port = freePort();
        ProbePlan plan = new ProbePlan(LOCAL, null, port, 68, true, 1, 0, LONG, SHORT, List.of(224, 6, 66));
        try (TinyServer server = local(port, 0, false)) {
            assertThat(run(new ProbeOptions(plan, HARDWARE, null, null))).isEqualTo(Probe.LEASED);
            assertThat(server.asked).contains(1, 3, 6, 224, 66).doesNotHaveDuplicates();
        }
        ProbePlan none = new ProbePlan(LOCAL, null, port, 68, true, 1, 0, LONG, SHORT, List.of(255));
        assertThatThrownBy(() -> new ProbeOptions(none, HARDWARE, null, null)).hasMessageContaining("from 1 to 254");
    }

    @Test
    void aClientWithoutAddressIsServedByBroadcastAndByItsHardwareAddress() throws Exception {
        Ipv4Address there = Ipv4Address.parse("192.0.2.1");
        try (NetworkNamespace srv = NetworkNamespace.create("srv");
                NetworkNamespace cli = NetworkNamespace.create("cli")) {
            srv.connect("eth0", cli, "eth1");
            srv.ip("addr add 192.0.2.1/24 dev eth0");
            try (TinyServer server =
                    srv.inside(() -> new TinyServer("eth0", there, 67, true, 0, false, srv.threads()))) {
                for (HardwareAddress hardware : new @Nullable HardwareAddress[] {null, HARDWARE}) {
                    ProbeOptions options = new ProbeOptions(
                            new ProbePlan(null, "eth1", 67, 68, true, 1, 0, Duration.ofSeconds(5), SHORT),
                            hardware,
                            null,
                            null);
                    assertThat(cli.inside(() -> run(options))).isEqualTo(Probe.LEASED);
                }
                assertThat(text())
                        .contains("to eth1\n", "ACK       10.0.0.10 from server 192.0.2.1")
                        .contains("as 02:00:00:00:00:01 to eth1\n", "ACK       10.0.0.11 from server 192.0.2.1");
                long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                while (server.released.size() < 2 && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                assertThat(server.released).hasSize(2);
            }
        }
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertThatThrownBy(() -> new ProbePlan(LOCAL, "eth0", 67, 68, false, 1, 0, SHORT, SHORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("give either the address of a server or an interface");
        assertThat(run(new ProbeOptions(
                        new ProbePlan(null, "nowhere0", 67, 68, false, 1, 0, SHORT, SHORT), null, null, null)))
                .isEqualTo(Probe.REFUSED);
        assertThat(text()).startsWith("there is no interface nowhere0; there are: ");
    }

    private int run(ProbeOptions options) {
        return Probe.run(options, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static ProbeOptions options(
            int port, @Nullable Ipv4Address request, boolean release, int count, Duration firstWait) {
        return new ProbeOptions(
                new ProbePlan(
                        LOCAL,
                        null,
                        port,
                        68,
                        release,
                        count,
                        0,
                        count == 1 ? Duration.ofSeconds(2) : Duration.ofSeconds(20),
                        firstWait),
                HARDWARE,
                ClientIdentifier.parse("ff:00:00:00:07"),
                request);
    }

    private static TinyServer local(int port, int ignored, boolean refusing) throws Exception {
        return new TinyServer("lo/127.0.0.1", LOCAL, port, false, ignored, refusing, Thread::new);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
