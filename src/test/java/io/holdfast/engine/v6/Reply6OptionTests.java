package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in replies beside addresses, where they go, and what of a message is kept with the lease. */
class Reply6OptionTests {

    private static final Ipv6Address RELAY = Ipv6Address.parse("2001:db8:1::7");
    private static final String OPTIONS = """
            "option-data": [
              { "name": "dns-servers", "data": "2001:db8::53" },
              { "name": "preference", "data": "7" },
              { "name": "sip-server-addr", "data": "2001:db8::5", "always-send": true },
              { "name": "solmax-rt", "data": "3600", "never-send": true } ]""";

    private final Client6 client = Client6.of(1);

    // Options

    @Test
    void whatIsAskedForOrAlwaysSentComesWithTheAnswer() {
        World6 world = new World6(subnet(OPTIONS));
        assertThat(world.send(client.solicit().requesting(23, 24, 82)).view().codes())
                .as("preference and name servers; sol-max-rt never")
                .isEqualTo("[1, 2, 3, 7, 22, 23]");
        assertThat(world.send(client.request("2001:db8:1::100").requesting(7))
                        .view()
                        .codes())
                .as("a preference is only of use in an offer")
                .isEqualTo("[1, 2, 3, 22]");
    }

    @Test
    void theClosestLevelCounts() {
        World6 world = new World6(World6.server("""
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::1" }, { "name": "nis-servers", "data": "2001:db8::1" } ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "option-data": [ { "name": "dns-servers", "data": "2001:db8::2" }, { "name": "sntp-servers", "data": "2001:db8::2" } ],
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::1ff",
                    "option-data": [ { "name": "sntp-servers", "data": "2001:db8::3" } ] } ],
                  "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56,
                    "option-data": [ { "name": "sntp-servers", "data": "2001:db8::4" } ] } ] } ]"""));
        Request6 request = client.solicit().requesting(23, 27, 31);
        ReplyView6 view = world.send(request).view();
        assertThat(view.hex(23)).endsWith(":02");
        assertThat(view.hex(27)).endsWith(":01");
        assertThat(view.hex(31)).endsWith(":03");
        assertThat(world.send(client.message(MessageType6.SOLICIT)
                                .ia(IaType.PD, 1)
                                .requesting(31))
                        .view()
                        .hex(31))
                .endsWith(":04");
        assertThat(world.send(client.message(MessageType6.INFORMATION_REQUEST).requesting(31))
                        .view()
                        .hex(31))
                .as("a client without addresses is in no pool")
                .endsWith(":02");
    }

    @Test
    void informationIsForEverybody() {
        World6 world = new World6(World6.server("""
                "option-data": [ { "name": "information-refresh-time", "data": "600" }, { "name": "dns-servers", "data": "2001:db8::1" } ]"""));
        Result result =
                world.send(Request6.of(MessageType6.INFORMATION_REQUEST, 5).requesting(23, 32));
        assertThat(result.sent().type()).isEqualTo("REPLY");
        assertThat(result.view().codes()).isEqualTo("[2, 23, 32]");
        assertThat(result.view().hex(32)).isEqualTo("00:00:02:58");
        assertThat(world.finds).isZero();
    }

    // T1 and T2

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                               | 900 | 1440
            "t1-percent": 0.1, "t2-percent": 0.5                             | 180 | 900
            "renew-timer": 1000, "rebind-timer": 2000                        | 1000 | 2000
            "renew-timer": 2000, "rebind-timer": 1000                        | 0 | 1000
            "renew-timer": 1000                                              | 1000 | 1440
            "calculate-tee-times": false                                     | 0 | 0
            "calculate-tee-times": false, "rebind-timer": 500                | 0 | 500
            """)
    void timesToRenew(String members, long t1, long t2) {
        Ia6 ia = new World6(subnet(members)).send(client.solicit()).view().ia(IaType.NA, 1);
        assertThat(ia.t1()).isEqualTo(t1);
        assertThat(ia.t2()).isEqualTo(t2);
    }

    @Test
    void theShortestLifetimeOfAMessageCountsForAllItsAssociations() {
        ReplyView6 view = new World6(subnet(""))
                .send(client.message(MessageType6.SOLICIT)
                        .beginIa(IaType.NA, 1, 0, 0)
                        .address(Ipv6Address.UNSPECIFIED, 600, 3600)
                        .endIa()
                        .ia(IaType.PD, 1))
                .view();
        assertThat(view.all()).isEqualTo("IA_NA 1: 2001:db8:1::100 600/3600; IA_PD 1: 2001:db8:100::/56 1800/3600");
        assertThat(view.ia(IaType.NA, 1).t1()).isEqualTo(300);
        assertThat(view.ia(IaType.PD, 1).t1()).isEqualTo(300);
    }

    // Excluded prefixes

    @Test
    void theExcludedPartOfAPrefixIsToldToThoseWhoAsk() throws MalformedPacketException {
        World6 world = new World6(World6.server("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pd-pools": [
                  { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56,
                    "excluded-prefix": "2001:db8:100:10::", "excluded-prefix-len": 62 } ] } ]"""));
        Request6 second = client.message(MessageType6.SOLICIT).ia(1, prefix("2001:db8:100:300::/56"));
        assertThat(world.send(second.requesting(OptionCode6.PD_EXCLUDE))
                        .view()
                        .ia(IaType.PD, 1)
                        .leases()
                        .getFirst()
                        .excluded())
                .isEqualTo(Ipv6Prefix.parse("2001:db8:100:310::/62"));
        assertThat(world.send(client.message(MessageType6.SOLICIT).ia(IaType.PD, 1))
                        .view()
                        .ia(IaType.PD, 1)
                        .leases()
                        .getFirst()
                        .excluded())
                .isNull();
    }

    // Relays

    @Test
    void theAnswerGoesBackThroughTheRelays() {
        World6 world = new World6(subnet(""));
        Request6 request = client.solicit()
                .relayedBy(RELAY, World6.CLIENT)
                .relayOption(OptionCode6.INTERFACE_ID, new byte[] {4, 2})
                .relayedBy(Ipv6Address.parse("2001:db8:5::1"), RELAY);
        Result result = world.send(request, World6.relayed());
        assertThat(result.sent().destination()).isEqualTo(World6.relayed().source());
        assertThat(result.sent().port()).isEqualTo(547);
        assertThat(result.sent().source()).isEqualTo(World6.OWN);
        assertThat(result.view().message().relays()).hasSize(2);
        assertThat(result.view().message().relays().getLast().interfaceId()).containsExactly(4, 2);
        assertThat(result.view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void aRelayWithAPortOfItsOwnIsAnsweredThere() {
        Result result = new World6(subnet(""))
                .send(
                        client.solicit()
                                .relayedBy(RELAY, World6.CLIENT)
                                .relayOption(OptionCode6.RELAY_SOURCE_PORT, new byte[2]),
                        new Arrival(
                                "eth9", List.of(World6.OWN), Ipv6Address.parse("2001:db8:99::1"), 5547, World6.OWN));
        assertThat(result.sent().port()).isEqualTo(5547);
    }

    @Test
    void aClientIsAnsweredAtItsPortWhereItSentFrom() {
        Result result = new World6(subnet("")).send(client.solicit());
        assertThat(result.sent().destination()).isEqualTo(World6.CLIENT);
        assertThat(result.sent().port()).isEqualTo(546);
        assertThat(result.sent().source().isUnspecified()).isTrue();
    }

    @Test
    void whatRelaysSupplyIsPassedOnWhereItIsAllowed() {
        World6 world = new World6(World6.server("""
                "relay-supplied-options": [ "110", "120" ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "option-data": [ { "code": 120, "csv-format": false, "data": "AA", "always-send": true } ],
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::1ff" } ] } ]"""));
        ReplyView6 view = world.send(
                        client.solicit()
                                .relayedBy(RELAY, World6.CLIENT)
                                .relayOption(
                                        OptionCode6.RELAY_SUPPLIED_OPTIONS,
                                        HexText.parse("006e0001010078000102006f000103"))
                                .relayedBy(Ipv6Address.parse("2001:db8:5::1"), RELAY)
                                .relayOption(OptionCode6.RELAY_SUPPLIED_OPTIONS, HexText.parse("006e000109")),
                        World6.relayed())
                .view();
        assertThat(view.hex(110)).as("the nearest relay's").isEqualTo("01");
        assertThat(view.hex(120)).as("the server's own").isEqualTo("aa");
        assertThat(view.hex(111)).as("not allowed").isNull();
    }

    // Names

    @ParameterizedTest
    @CsvSource({
        "00 04 48 6f 73 74 00,          04:04:68:6f:73:74:00,    host.",
        "01 04 68 6f 73 74,             06:04:68:6f:73:74:00,    host.",
        "01 04 68 5f 73 74 01 61 00,    06:03:68:73:74:01:61:00, hst.a.",
        "05 04 68 6f 73 74 00,          ,                        ''",
        "01 09 68,                      ,                        ''",
    })
    void theNameComesBackWithoutUpdatesAndIsKept(String option, String expected, String hostname) {
        World6 world = new World6(subnet(""));
        byte[] payload = HexText.parse(option.replace(" ", ""));
        ReplyView6 view = world.send(client.request("2001:db8:1::100").option(OptionCode6.CLIENT_FQDN, payload))
                .view();
        assertThat(view.hex(OptionCode6.CLIENT_FQDN)).isEqualTo(expected);
        assertThat(world.theRow("2001:db8:1::100").hostname()).isEqualTo(hostname);
    }

    @Test
    void aNameThatIsAskedForIsMadeOfTheAddress() {
        World6 world = new World6(subnet(""));
        ReplyView6 view = world.send(
                        client.request("2001:db8:1::100").ia(IaType.PD, 1).option(OptionCode6.CLIENT_FQDN, new byte[] {0
                        }))
                .view();
        assertThat(world.theRow("2001:db8:1::100").hostname()).isEqualTo("myhost-2001-db8-1--100.");
        assertThat(world.theRow("2001:db8:100::").hostname()).isEmpty();
        String hex = view.hex(OptionCode6.CLIENT_FQDN);
        assertThat(hex).startsWith("04:16:" + HexText.format("myhost".getBytes(StandardCharsets.US_ASCII)));
    }

    // Hardware addresses

    private Lease6 leaseWith(String sources, Request6 request) {
        World6 world = new World6(World6.server("\"mac-sources\": [ " + sources + " ], \"subnet6\": [ { \"id\": 1,"
                + " \"subnet\": \"2001:db8:1::/64\", \"pools\": [ { \"pool\": \"2001:db8:1::/64\" } ] } ]"));
        world.send(request, World6.relayed());
        return world.theRow("2001:db8:1::100");
    }

    @ParameterizedTest
    @CsvSource({
        "\"any\",                     02:00:5e:00:00:79, 8",
        "\"duid\",                    02:00:00:00:00:01, 2",
        "\"ipv6-link-local\",         00:00:5e:00:00:42, 4",
        "\"client-link-addr-option\", 02:00:5e:00:00:79, 8",
        "\"rfc4649\",                 02:00:5e:00:00:37, 16",
        "\"docsis-cmts\",             02:00:5e:00:10:26, 64",
        "\"docsis-modem\",            02:00:5e:00:00:36, 128",
        "\"subscriber-id\",           , 0",
    })
    void hardwareAddressesAreFoundWhereTheyAreLookedFor(String source, String expected, int number) {
        Request6 request = client.request("2001:db8:1::100")
                .option(OptionCode6.VENDOR_OPTS, HexText.parse("0000118b0001000100" + "0024000602005e000036"))
                .relayedBy(RELAY, Ipv6Address.parse("fe80::200:5eff:fe00:42"))
                .relayOption(OptionCode6.CLIENT_LINK_LAYER_ADDRESS, HexText.parse("000102005e000079"))
                .relayOption(OptionCode6.REMOTE_ID, HexText.parse("0000000902005e000037"))
                .relayOption(OptionCode6.SUBSCRIBER_ID, HexText.parse("02005e000038"))
                .relayOption(OptionCode6.VENDOR_OPTS, HexText.parse("0000118b0402000602005e001026"));
        Lease6 lease = leaseWith(source, request);
        assertThat(lease.hardware() == null ? null : lease.hardware().toString())
                .isEqualTo(expected);
        assertThat(lease.hardwareSource()).isEqualTo(number);
    }

    // Extended information

    @Test
    void whatTheRelaysSaidIsKeptWithTheLease() {
        World6 world = new World6(subnet("\"store-extended-info\": true"));
        Request6 request = client.request("2001:db8:1::100")
                .relayedBy(RELAY, World6.CLIENT)
                .relayOption(OptionCode6.REMOTE_ID, HexText.parse("000000090a"))
                .relayOption(OptionCode6.RELAY_ID, HexText.parse("0003000102"))
                .relayedBy(Ipv6Address.parse("2001:db8:5::1"), RELAY);
        world.send(request, World6.relayed());
        assertThat(world.theRow("2001:db8:1::100").userContext())
                .isEqualTo("{ \"ISC\": { \"relay-info\": [ "
                        + "{ \"hop\": 1, \"link\": \"2001:db8:5::1\", \"peer\": \"2001:db8:1::7\" }, "
                        + "{ \"hop\": 0, \"link\": \"2001:db8:1::7\", \"options\": \"0x00250005000000090A00350005"
                        + "0003000102\", \"peer\": \"fe80::42\", \"relay-id\": \"0003000102\", \"remote-id\": \"000000090A\" }"
                        + " ] } }");
        world.send(client.renew("2001:db8:1::100"));
        assertThat(world.theRow("2001:db8:1::100").userContext())
                .as("a renewal without relays says nothing else")
                .contains("relay-info");
    }

    // Logs

    @Test
    void anExchangeSaysWhoAsks() {
        Exchange6 x = new World6(subnet("")).send(client.solicit()).exchange();
        assertThat(x.label())
                .isEqualTo("duid=[00:03:00:01:02:00:00:00:00:01], [hwtype=1 02:00:00:00:00:01], tid=0x1a2b3c");
        assertThat(x.client()).isEqualTo(client.duid());
        assertThat(x.transactionId()).isEqualTo(0x1a2b3c);
        assertThat(x.isVainWithoutStore()).isTrue();
    }
}
