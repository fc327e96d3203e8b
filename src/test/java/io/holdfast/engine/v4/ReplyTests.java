package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.SERVER;
import static io.holdfast.engine.v4.World.broadcast;
import static io.holdfast.engine.v4.World.subnet;
import static io.holdfast.engine.v4.World.unicast;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Transmission;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What replies hold and where they go: RFC 2131 §4.1 and table 3. */
class ReplyTests {

    private static final Ipv4Address RELAY = Ipv4Address.parse("10.0.0.254");

    private final World world = new World(subnet(""));
    private final Client client = Client.of(1);

    private static String to(Transmission sent) {
        return sent.destination() + ":" + sent.port() + (sent.hardware() == null ? "" : " " + sent.hardware());
    }

    private static boolean flag(Transmission sent) {
        return ReplyView.of(sent.data()).message().broadcast();
    }

    // Destinations

    @Test
    void aClientWithoutAddressGetsUnicastToItsHardwareAddress() {
        Transmission sent = world.send(client.discover()).sent();
        assertThat(to(sent)).isEqualTo("10.0.0.100:68 02:00:00:00:00:01");
        assertThat(sent.source()).isEqualTo(SERVER);
        assertThat(sent.type()).isEqualTo("DHCPOFFER");
    }

    @Test
    void aClientThatAsksForBroadcastGetsIt() {
        Transmission sent = world.send(client.discover().broadcast()).sent();
        assertThat(to(sent)).isEqualTo("255.255.255.255:68");
        assertThat(flag(sent)).isTrue();
    }

    @Test
    void aRelayGetsTheReplyAtTheServerPort() {
        Transmission sent = world.send(client.discover().relayedBy(RELAY), unicast("10.0.0.254"))
                .sent();
        assertThat(to(sent)).isEqualTo("10.0.0.254:67");
        assertThat(flag(sent)).isFalse();
        assertThat(ReplyView.of(sent.data()).message().relayAddress()).isEqualTo(RELAY);
    }

    @Test
    void aRelayThatSaysSoGetsItAtItsSourcePort() {
        Request4 request =
                client.discover().relayedBy(RELAY).option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {19, 0});
        Arrival arrival = new Arrival("eth0", List.of(SERVER), RELAY, 4011, SERVER);
        assertThat(to(world.send(request, arrival).sent())).isEqualTo("10.0.0.254:4011");
    }

    @Test
    void aRenewalIsAnsweredAtTheClientsAddress() {
        world.put(lease("10.0.0.150").client(1).clientId(null).build());
        assertThat(to(world.send(client.renewing("10.0.0.150"), unicast("10.0.0.150"))
                        .sent()))
                .isEqualTo("10.0.0.150:68");
        assertThat(to(world.send(client.renewing("10.0.0.150")).sent())).isEqualTo("10.0.0.150:68");
    }

    @Test
    void refusalsAreBroadcast() {
        world.put(lease("10.0.0.150").client(9).build());
        assertThat(to(world.send(client.selecting("10.0.0.150")).sent())).isEqualTo("255.255.255.255:68");
        assertThat(to(world.send(client.renewing("10.0.0.150")).sent())).isEqualTo("255.255.255.255:68");
        assertThat(to(world.send(client.renewing("10.0.0.150"), unicast("10.0.0.150"))
                        .sent()))
                .as("a client that may be behind routers")
                .isEqualTo("10.0.0.150:68");
        Transmission relayed = world.send(client.selecting("10.0.0.150").relayedBy(RELAY), unicast("10.0.0.254"))
                .sent();
        assertThat(to(relayed)).isEqualTo("10.0.0.254:67");
        assertThat(flag(relayed)).as("the relay must broadcast").isTrue();
    }

    @Test
    void aProbeIsAnsweredWhereItSendsFromIfThatIsAllowed() {
        World probed = new World(subnet(""), new TreeMap<>(), new EngineSettings4(67, 68, true, 60));
        Arrival arrival = new Arrival("eth0", List.of(SERVER), Ipv4Address.parse("127.0.0.1"), 40123, SERVER);
        assertThat(to(probed.send(client.discover(), arrival).sent())).isEqualTo("127.0.0.1:40123");
        assertThat(to(world.send(client.discover(), arrival).sent())).isEqualTo("10.0.0.100:68 02:00:00:00:00:01");
        assertThat(to(probed.send(client.discover().relayedBy(RELAY), arrival).sent()))
                .isEqualTo("10.0.0.254:67");
    }

    // INFORM

    private Request4 inform() {
        return client.message(MessageType4.DHCPINFORM).requesting(1, 3, 6);
    }

    @Test
    void informIsAnsweredWithParametersAndNoLease() {
        World other = new World(subnet("\"next-server\": \"10.0.0.3\","
                + "\"option-data\": [ { \"name\": \"routers\", \"data\": \"10.0.0.1\" } ]"));
        World.Result result = other.send(inform().clientAddress(Ipv4Address.parse("10.0.0.7")), unicast("10.0.0.7"));
        ReplyView ack = result.view();
        assertThat(ack.type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(ack.yiaddr()).isEqualTo("0.0.0.0");
        assertThat(ack.ciaddr()).isEqualTo("10.0.0.7");
        assertThat(ack.address(3)).isEqualTo("10.0.0.1");
        assertThat(ack.address(1)).isEqualTo("255.255.255.0");
        assertThat(ack.message().serverAddress()).hasToString("10.0.0.3");
        assertThat(ack.has(OptionCode4.LEASE_TIME)).isFalse();
        assertThat(ack.has(OptionCode4.RENEWAL_TIME)).isFalse();
        assertThat(to(result.sent())).isEqualTo("10.0.0.7:68");
        assertThat(other.finds + other.commits).isZero();
    }

    @Test
    void informThroughARelayIsAnsweredPastItWhenTheClientsAddressIsKnown() {
        Request4 request = inform().clientAddress(Ipv4Address.parse("10.0.0.7"))
                .relayedBy(RELAY)
                .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {1, 1, 9});
        World.Result result = world.send(request, unicast("10.0.0.254"));
        assertThat(to(result.sent())).isEqualTo("10.0.0.7:68");
        assertThat(result.view().message().relayAddress()).isEqualTo(Ipv4Address.UNSPECIFIED);
        assertThat(result.view().has(OptionCode4.RELAY_AGENT_INFORMATION)).isFalse();
    }

    @Test
    void informThroughARelayWithoutAddressGoesBackToBeBroadcast() {
        Transmission sent =
                world.send(inform().relayedBy(RELAY), unicast("10.0.0.254")).sent();
        assertThat(to(sent)).isEqualTo("10.0.0.254:67");
        assertThat(flag(sent)).isTrue();
    }

    @Test
    void informWithoutAddressIsAnsweredAtItsSource() {
        assertThat(to(world.send(inform(), unicast("10.0.0.7")).sent())).isEqualTo("10.0.0.7:68");
        assertThat(world.send(inform()).dropped()).isEqualTo(DropReason.RFC_VIOLATION);
    }

    // Options

    private static final String OPTIONS = """
            "server-hostname": "boot.example", "boot-file-name": "/pxe", "next-server": "10.0.0.3",
            "option-data": [
              { "name": "routers", "data": "10.0.0.1" },
              { "name": "domain-name-servers", "data": "10.0.0.2", "never-send": true },
              { "name": "ntp-servers", "data": "10.0.0.5" },
              { "name": "tftp-server-name", "data": "tftp" },
              { "name": "log-servers", "data": "10.0.0.6", "always-send": true } ]""";

    @Test
    void requestedOptionsAreSentAndOthersNot() {
        ReplyView offer = new World(subnet(OPTIONS))
                .send(client.discover().requesting(42, 6, 1, 3))
                .view();
        assertThat(offer.codes()).isEqualTo("[53, 1, 3, 7, 42, 51, 54]");
        assertThat(offer.address(42)).isEqualTo("10.0.0.5");
        assertThat(offer.address(7)).as("always-send").isEqualTo("10.0.0.6");
        assertThat(offer.has(6)).as("never-send has the last word").isFalse();
        assertThat(offer.has(66)).as("not asked for").isFalse();
    }

    @Test
    void routersNameServersAndDomainAreSentUnasked() {
        assertThat(new World(subnet(OPTIONS)).send(client.discover()).view().codes())
                .isEqualTo("[53, 1, 3, 7, 51, 54]");
    }

    @Test
    void bootFieldsAreSetInOffersAndNotInRefusals() {
        World other = new World(subnet(OPTIONS));
        ReplyView offer = other.send(client.discover()).view();
        assertThat(offer.message().serverAddress()).hasToString("10.0.0.3");
        assertThat(offer.message().serverName()).isEqualTo("boot.example");
        assertThat(offer.message().bootFile()).isEqualTo("/pxe");
        other.put(lease("10.0.0.150").client(9).build());
        ReplyView nak = other.send(client.selecting("10.0.0.150").requesting(3)).view();
        assertThat(nak.message().serverAddress()).isEqualTo(Ipv4Address.UNSPECIFIED);
        assertThat(nak.message().serverName()).isEmpty();
        assertThat(nak.codes()).isEqualTo("[53, 54]");
    }

    @Test
    void theClosestLevelWins() {
        World other = new World(World.server("""
                "option-data": [ { "name": "routers", "data": "1.1.1.1" }, { "name": "ntp-servers", "data": "1.1.1.1" },
                                 { "name": "time-servers", "data": "1.1.1.1" } ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24",
                  "option-data": [ { "name": "ntp-servers", "data": "2.2.2.2" }, { "name": "time-servers", "data": "2.2.2.2" } ],
                  "pools": [ { "pool": "10.0.0.100-10.0.0.199",
                    "option-data": [ { "name": "time-servers", "data": "3.3.3.3" } ] } ] } ]"""));
        ReplyView offer = other.send(client.discover().requesting(3, 4, 42)).view();
        assertThat(offer.address(3)).isEqualTo("1.1.1.1");
        assertThat(offer.address(42)).isEqualTo("2.2.2.2");
        assertThat(offer.address(4)).isEqualTo("3.3.3.3");
    }

    @Test
    void whatIdentifiesTheClientIsEchoedInEveryReply() {
        Client named = client.withId("00:aa:bb");
        World other = new World(subnet(""));
        byte[] relayInformation = {1, 3, 'p', '/', '1', 2, 2, 5, 6};
        Request4 request = named.discover()
                .relayedBy(RELAY)
                .option(OptionCode4.SUBNET_SELECTION, Ipv4Address.parse("10.0.0.0"))
                .option(OptionCode4.RELAY_AGENT_INFORMATION, relayInformation);
        ReplyView offer = other.send(request, unicast("10.0.0.254")).view();
        assertThat(offer.hex(61)).isEqualTo("00:aa:bb");
        assertThat(offer.address(118)).isEqualTo("10.0.0.0");
        assertThat(offer.hex(82)).isEqualTo("01:03:70:2f:31:02:02:05:06");
        assertThat(offer.codes()).endsWith(" 82]");
        other.put(lease("10.0.0.150").client(9).build());
        ReplyView nak = other.send(named.selecting("10.0.0.150").option(82, relayInformation))
                .view();
        assertThat(nak.hex(61)).isEqualTo("00:aa:bb");
        assertThat(nak.hex(82)).isEqualTo("01:03:70:2f:31:02:02:05:06");
    }

    @Test
    void theEchoOfTheClientIdentifierCanBeSwitchedOff() {
        World other = new World(
                World.server(
                        "\"echo-client-id\": false,"
                                + "\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\", \"pools\": [ { \"pool\": \"10.0.0.100/30\" } ] } ]"));
        assertThat(other.send(client.withId("00:aa:bb").discover()).view().has(61))
                .isFalse();
    }

    @Test
    void aRelayThatOverridesTheServerIdentifierSeesItsOwn() {
        Request4 discover = client.discover().relayedBy(RELAY).option(82, new byte[] {11, 4, 10, 0, 0, (byte) 254});
        assertThat(world.send(discover, unicast("10.0.0.254")).view().address(54))
                .isEqualTo("10.0.0.254");
        Request4 request = client.message(MessageType4.DHCPREQUEST)
                .option(50, Ipv4Address.parse("10.0.0.100"))
                .option(54, RELAY)
                .relayedBy(RELAY)
                .option(82, new byte[] {11, 4, 10, 0, 0, (byte) 254});
        assertThat(world.send(request, unicast("10.0.0.254")).view().type()).isEqualTo(MessageType4.DHCPACK);
    }

    /** RFC 2131 §4.4.5: only if T1 comes before T2, and T2 before the end. */
    @ParameterizedTest
    @CsvSource({
        "'\"renew-timer\": 900, \"rebind-timer\": 1800', 900, 1800",
        "'\"calculate-tee-times\": true', 1800, 3150",
        "'\"calculate-tee-times\": true, \"t1-percent\": 0.25, \"t2-percent\": 0.75', 900, 2700",
        "'\"renew-timer\": 900, \"calculate-tee-times\": true', 900, 3150",
        "'\"renew-timer\": 2000, \"rebind-timer\": 1800', , 1800",
        "'\"rebind-timer\": 3600', ,",
        "'\"renew-timer\": 3600', ,",
        "'\"renew-timer\": 1000', 1000,",
        "'', ,"
    })
    void teeTimes(String members, Long t1, Long t2) {
        ReplyView offer = new World(subnet(members)).send(client.discover()).view();
        assertThat(offer.has(58) ? (Long) offer.number(58) : null).isEqualTo(t1);
        assertThat(offer.has(59) ? (Long) offer.number(59) : null).isEqualTo(t2);
    }

    @Test
    void whatDoesNotFitIsLeftOutButNothingOfOurs() {
        String big = "\"option-data\": [ { \"code\": 224, \"csv-format\": false, \"data\": \"" + "00".repeat(250)
                + "\" }, { \"code\": 225, \"csv-format\": false, \"data\": \"" + "00".repeat(250) + "\" },"
                + " { \"code\": 226, \"csv-format\": false, \"data\": \"" + "00".repeat(250) + "\" } ]";
        Request4 request = client.discover()
                .requesting(226, 225, 224)
                .relayedBy(RELAY)
                .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {1, 1, 9});
        World.Result result = new World(subnet(big)).send(request, unicast("10.0.0.254"));
        ReplyView offer = result.view();
        assertThat(result.sent().data()).hasSizeLessThanOrEqualTo(576 - 28);
        assertThat(offer.has(226)).as("asked for first").isTrue();
        assertThat(offer.has(225) && offer.has(224)).isFalse();
        assertThat(offer.has(51) && offer.has(54) && offer.has(1) && offer.has(82))
                .isTrue();
    }

    // Names

    @ParameterizedTest
    @CsvSource({
        "PC-7, pc-7, pc-7",
        "PC_7, pc7, pc7",
        "pc.example.org, pc.example.org, pc.example.org",
        "pc., pc, pc",
        "., myhost-10-0-0-100, myhost-10-0-0-100",
        "a..b, '',",
        "___, '',"
    })
    void hostNamesAreCleanedKeptAndReturned(String sent, String kept, String returned) {
        Request4 discover = client.discover().option(OptionCode4.HOST_NAME, sent);
        assertThat(world.send(discover).view().text(OptionCode4.HOST_NAME)).isEqualTo(returned);
        world.send(client.selecting("10.0.0.100").option(OptionCode4.HOST_NAME, sent));
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).hostname()).isEqualTo(kept);
    }

    /** RFC 4702 §4: we make no updates, so S is cleared, N is set, and O tells that S was overridden. */
    @ParameterizedTest
    @CsvSource({
        "05:00:00:03:41:42:43:00, 0e:00:00:03:61:62:63:00, abc.",
        "04:00:00:03:41:42:43, 0c:00:00:03:61:62:63:00, abc.",
        "00:00:00:41:2e:62, 08:00:00:61:2e:62:2e, a.b.",
        "01:00:00, 0a:00:00:6d:79:68:6f:73:74:2d:31:30:2d:30:2d:30:2d:31:30:30:2e, myhost-10-0-0-100.",
        "09:00:00:41, , ''",
        "04:00:00:05:41, , ''"
    })
    void domainNamesAreReturned(String sent, String returned, String kept) {
        byte[] option = HexText.parse(sent);
        assertThat(world.send(client.discover().option(81, option)).view().hex(81))
                .isEqualTo(returned);
        world.send(client.selecting("10.0.0.100").option(81, option));
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).hostname()).isEqualTo(kept);
    }

    // Extended information

    @Test
    void whatTheRelaySaysIsKeptWithTheLeaseInKeasForm() {
        World other = new World(subnet("\"store-extended-info\": true"));
        byte[] relayInformation = {1, 2, 'p', '1', 2, 2, 10, 11, 12, 1, 7};
        other.send(client.discover().relayedBy(RELAY).option(82, relayInformation), unicast("10.0.0.254"));
        other.send(client.selecting("10.0.0.100").relayedBy(RELAY).option(82, relayInformation), unicast("10.0.0.254"));
        var lease = Objects.requireNonNull(other.row("10.0.0.100"));
        assertThat(lease.userContext())
                .isEqualTo("{ \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"07\", \"remote-id\": \"0A0B\","
                        + " \"sub-options\": \"0x0102703102020A0B0C0107\" } } }");
        assertThat(lease.remoteId()).containsExactly(10, 11);
        assertThat(lease.relayId()).containsExactly(7);
        other.send(client.renewing("10.0.0.100"), unicast("10.0.0.100"));
        assertThat(Objects.requireNonNull(other.row("10.0.0.100")).userContext())
                .as("a direct renewal keeps it")
                .isEqualTo(lease.userContext());
    }

    @Test
    void theOperatorsUserContextIsKept() {
        World other = new World(subnet("\"store-extended-info\": true"));
        other.put(lease("10.0.0.150")
                .client(1)
                .clientId(null)
                .context(
                        "{\"note\": \"a, \\\"b\\\" }\", \"ISC\": {\"x\": [1, 2], \"relay-agent-info\": {\"sub-options\": \"0x00\"}}}")
                .build());
        other.send(client.rebooting("10.0.0.150").option(82, new byte[] {1, 1, 9}), broadcast());
        assertThat(Objects.requireNonNull(other.row("10.0.0.150")).userContext())
                .isEqualTo("{ \"note\": \"a, \\\"b\\\" }\", \"ISC\": { \"x\": [1, 2], \"relay-agent-info\":"
                        + " { \"sub-options\": \"0x010109\" } } }");
    }

    @Test
    void withoutTheSettingNothingIsKept() {
        world.send(
                client.selecting("10.0.0.100").relayedBy(RELAY).option(82, new byte[] {1, 1, 9}),
                unicast("10.0.0.254"));
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).userContext())
                .isNull();
    }
}
