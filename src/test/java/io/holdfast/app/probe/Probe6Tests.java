package io.holdfast.app.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.transport.Link;
import io.holdfast.transport.Links;
import io.holdfast.transport.NetworkNamespace;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.StatusCode6;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code probe -6}. */
class Probe6Tests {

    private static final Ipv6Address LOCAL = Ipv6Address.parse("::1");
    private static final Ipv6Address ANY = Ipv6Address.UNSPECIFIED;
    private static final Ipv6Prefix ANY_PREFIX = Ipv6Prefix.parse("::/0");
    private static final HardwareAddress HARDWARE = HardwareAddress.parse("02:00:00:00:00:01");
    private static final Duration SHORT = Duration.ofMillis(100);
    /** So long that nothing is sent again, however busy the machine is. */
    private static final Duration LONG = Duration.ofSeconds(8);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void needsTheAddress() throws SocketOpenException {
        Assumptions.assumeTrue(
                Links.detect(true).stream().anyMatch(link -> link.addresses6().contains(LOCAL)),
                "the loopback has no IPv6 address here");
    }

    @Test
    void anAddressAndAPrefixAreGotRenewedAndReleased() throws Exception {
        int port = freePort();
        try (TinyServer6 server = local(port, 0, null)) {
            assertThat(run(new ProbeOptions6(
                            plan(port, true, 1, LONG), HARDWARE, null, ANY, ANY_PREFIX, null, false, true)))
                    .isEqualTo(Probe.LEASED);
            String leases = "2001:db8::10, 2001:db8:8000::/56";
            assertThat(text())
                    .containsSubsequence(
                            "SOLICIT   as 00:03:00:01:02:00:00:00:00:01 to [::1]:" + port + "\n",
                            "ADVERTISE " + leases + " from server " + TinyServer6.ID + " after ",
                            "REQUEST   " + leases + "\n",
                            "REPLY     " + leases + " from server " + TinyServer6.ID + " after ",
                            "RENEW     " + leases + "\n",
                            "REPLY     " + leases + " from server " + TinyServer6.ID + " after ",
                            "RELEASE   " + leases + "\n",
                            "REPLY     from server " + TinyServer6.ID + " after ",
                            ": Success, gone\n",
                            "  address                2001:db8::10\n",
                            "  lifetime               for ever\n",
                            "  preferred lifetime     3000 s\n",
                            "  renew after (T1)       1000 s\n",
                            "  rebind after (T2)      2000 s\n",
                            "  prefix                 2001:db8:8000::/56\n",
                            "  without                2001:db8:8000::/64\n",
                            "  lifetime               4000 s\n",
                            "  server                 " + TinyServer6.ID + "\n",
                            "  dns-servers            2001:db8::53\n",
                            "  option 65000           01:02\n",
                            "  took                   ")
                    .doesNotContain("(again)", "no answer");
            assertThat(server.received)
                    .extracting(Message6::type)
                    .containsExactly(
                            MessageType6.SOLICIT, MessageType6.REQUEST, MessageType6.RENEW, MessageType6.RELEASE);
            assertThat(server.received.stream().map(Message6::transactionId)).doesNotHaveDuplicates();
            assertThat(server.received).allSatisfy(message -> {
                assertThat(message.has(OptionCode6.ELAPSED_TIME)).isTrue();
                assertThat(message.relays()).isEmpty();
                assertThat(message.requests(OptionCode6.SOL_MAX_RT)).isEqualTo(message.type() != MessageType6.RELEASE);
            });
            assertThat(server.received.subList(1, 4))
                    .allSatisfy(message -> assertThat(message.serverId()).isEqualTo(TinyServer6.ID));
        }
    }

    @Test
    void whatIsAskedForIsNamedAndRepeatedUntilItIsAnswered() throws Exception {
        int port = freePort();
        try (TinyServer6 server = local(port, 2, null)) {
            assertThat(run(new ProbeOptions6(
                            plan(port, false, 1, SHORT),
                            null,
                            Duid.parse("00:04:01:02"),
                            Ipv6Address.parse("2001:db8::99"),
                            null,
                            null,
                            false,
                            false)))
                    .isEqualTo(Probe.LEASED);
            assertThat(text().split("\\(again\\)", -1)).hasSizeGreaterThanOrEqualTo(3);
            assertThat(text()).contains("SOLICIT   as 00:04:01:02 to ", "REPLY     2001:db8::99 from server ");
            assertThat(server.received.stream()
                            .filter(message -> message.type() == MessageType6.SOLICIT)
                            .map(Message6::transactionId)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void rapidCommitNeedsTwoMessages() throws Exception {
        int port = freePort();
        try (TinyServer6 server = local(port, 0, null)) {
            assertThat(run(new ProbeOptions6(
                            plan(port, false, 1, LONG),
                            HARDWARE,
                            null,
                            null,
                            Ipv6Prefix.parse("::/56"),
                            null,
                            true,
                            false)))
                    .isEqualTo(Probe.LEASED);
            assertThat(text()).containsSubsequence("SOLICIT ", "REPLY     2001:db8:8000::/56 from server ");
            assertThat(server.received)
                    .singleElement()
                    .satisfies(solicit -> assertThat(
                                    solicit.ias().getFirst().leases().getFirst().length())
                            .isEqualTo(56));
        }
    }

    @Test
    void throughARelayTheAnswerComesToOurPort() throws Exception {
        int port = freePort();
        Ipv6Address link = Ipv6Address.parse("2001:db8::1");
        try (TinyServer6 server = local(port, 0, null)) {
            assertThat(run(new ProbeOptions6(plan(port, true, 1, LONG), HARDWARE, null, ANY, null, link, false, false)))
                    .isEqualTo(Probe.LEASED);
            assertThat(server.received).hasSize(3).allSatisfy(message -> {
                assertThat(Objects.requireNonNull(message.nearestRelay()).linkAddress())
                        .isEqualTo(link);
                assertThat(message.relayOption(OptionCode6.RELAY_SOURCE_PORT)).containsExactly(0, 0);
            });
        }
    }

    @Test
    void aRefusalAndSilenceHaveTheirExitCodes() throws Exception {
        int port = freePort();
        ProbeOptions6 both =
                new ProbeOptions6(plan(port, false, 1, LONG), HARDWARE, null, ANY, ANY_PREFIX, null, false, false);
        try (TinyServer6 server = local(port, 0, StatusCode6.NO_PREFIX_AVAIL)) {
            assertThat(run(both)).isEqualTo(Probe.REFUSED);
            assertThat(text()).contains("ADVERTISE 2001:db8::10 from server ", ": IA_PD: NoPrefixAvail, none left\n");
            assertThat(server.received).hasSize(1);
        }
        try (TinyServer6 server = local(port, 1_000, null)) {
            assertThat(run(new ProbeOptions6(
                            plan(port, false, 1, SHORT), HARDWARE, null, ANY, null, null, false, false)))
                    .isEqualTo(Probe.NO_ANSWER);
            assertThat(server.received).hasSizeGreaterThan(1);
            assertThat(text()).contains("no answer to SOLICIT within 2.0 s");
        }
        assertThat(run(both)).isEqualTo(Probe.NO_ANSWER);
        assertThat(text()).endsWith("no answer: nobody listens on [::1]:" + port + "\n");
    }

    @Test
    void manyClientsGetDifferentLeases() throws Exception {
        int port = freePort();
        try (TinyServer6 server = local(port, 0, null)) {
            assertThat(run(new ProbeOptions6(
                            plan(port, true, 1_500, Duration.ofSeconds(1)),
                            HARDWARE,
                            null,
                            ANY,
                            ANY_PREFIX,
                            null,
                            false,
                            false)))
                    .isEqualTo(Probe.LEASED);
            assertThat(text())
                    .contains("1500 leases of 3000 different addresses and prefixes in ")
                    .contains("0 refused, 0 without answer, ")
                    .contains("SOLICIT to ADVERTISE median ");
            assertThat(server.received.stream()
                            .filter(message -> message.type() == MessageType6.RELEASE)
                            .count())
                    .isGreaterThanOrEqualTo(1_500);
        }
    }

    @Test
    void everybodyOnALinkIsAskedByMulticast() throws Exception {
        try (NetworkNamespace srv = NetworkNamespace.create("srv");
                NetworkNamespace cli = NetworkNamespace.create("cli")) {
            srv.connect("eth0", cli, "eth1");
            awaitLinkLocal(srv, "eth0");
            awaitLinkLocal(cli, "eth1");
            try (TinyServer6 server = srv.inside(() -> new TinyServer6("eth0", 547, 0, null, srv.threads()))) {
                ProbePlan plan = new ProbePlan(null, "eth1", 547, 546, true, 1, 0, Duration.ofSeconds(5), SHORT);
                assertThat(cli.inside(
                                () -> run(new ProbeOptions6(plan, null, null, ANY, ANY_PREFIX, null, false, false))))
                        .as(text())
                        .isEqualTo(Probe.LEASED);
                assertThat(text()).contains("to eth1\n", "REPLY     2001:db8::10, 2001:db8:8000::/56 from server ");
                assertThat(server.received).extracting(Message6::type).contains(MessageType6.RELEASE);
            }
        }
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        ProbePlan plan = plan(547, false, 1, SHORT);
        assertThatThrownBy(() -> new ProbeOptions6(plan, null, null, null, null, null, false, false))
                .hasMessage("ask for an address, a prefix, or both");
        ProbePlan link = new ProbePlan(null, "eth0", 547, 546, false, 1, 0, SHORT, SHORT);
        assertThatThrownBy(() -> new ProbeOptions6(link, null, null, ANY, null, ANY, false, false))
                .hasMessage("a relay sends to the address of a server");
        assertThatThrownBy(() -> new ProbeOptions(plan, null, null, null))
                .hasMessage("::1 is asked by DHCPv6: give -6");
    }

    private static void awaitLinkLocal(NetworkNamespace where, String name) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (where.inside(() -> Links.detect(true)).stream()
                .filter(link -> link.name().equals(name))
                .map(Link::addresses6)
                .noneMatch(addresses -> addresses.stream().anyMatch(Ipv6Address::isLinkLocal))) {
            Assumptions.assumeTrue(System.nanoTime() < deadline, "no link-local address on " + name);
        }
    }

    private int run(ProbeOptions6 options) {
        return Probe.run(options, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static ProbePlan plan(int port, boolean release, int count, Duration firstWait) {
        return new ProbePlan(
                LOCAL, null, port, 546, release, count, 0, Duration.ofSeconds(count == 1 ? 2 : 20), firstWait);
    }

    private static TinyServer6 local(int port, int ignored, @Nullable StatusCode6 noPrefix) throws Exception {
        return new TinyServer6("lo/::1", port, ignored, noPrefix, Thread::new);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            return socket.getLocalPort();
        }
    }
}
