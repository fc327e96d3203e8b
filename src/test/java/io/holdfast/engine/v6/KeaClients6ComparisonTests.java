package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;

import io.holdfast.address.HexText;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets which addresses and prefixes, and with which options: as Kea does. Each story has a subnet of its own. */
class KeaClients6ComparisonTests {

    private static final int SUBNETS = 60;

    /** Members of the subnets that are not like the others. */
    private static final Map<Integer, String> SPECIAL = Map.of(
            20, "\"rapid-commit\": true,",
            21, "\"renew-timer\": 900, \"rebind-timer\": 1800,",
            22, "\"renew-timer\": 1800, \"rebind-timer\": 900,",
            23, "\"calculate-tee-times\": false,",
            24, "\"preferred-lifetime\": 7200, \"max-preferred-lifetime\": 7200,",
            25, "\"interface-id\": \"port25\",",
            26, "\"relay\": { \"ip-addresses\": [ \"2001:db8:99::26\" ] },",
            57, "\"option-data\": [ { \"name\": \"preference\", \"data\": \"7\" } ],",
            30,
                    "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::30\" },"
                            + " { \"name\": \"sip-server-addr\", \"data\": \"2001:db8::31\", \"always-send\": true } ],");

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        List<String> subnets = new ArrayList<>();
        for (int n = 1; n <= SUBNETS; n++) {
            subnets.add("""
                    { "id": %1$d, "subnet": "2001:db8:%1$d::/64", %2$s
                      "pools": [ { "pool": "2001:db8:%1$d::10-2001:db8:%1$d::12" } ],
                      "pd-pools": [
                        { "prefix": "2001:db8:10%1$02d::", "prefix-len": 48, "delegated-len": 56,
                          "excluded-prefix": "2001:db8:10%1$02d:10::", "excluded-prefix-len": 62 },
                        { "prefix": "2001:db8:20%1$02d::", "prefix-len": 60, "delegated-len": 64 } ] }""".formatted(n, SPECIAL.getOrDefault(n, "")));
        }
        subnets.add(
                "{ \"id\": 101, \"subnet\": \"2001:db8:101::/64\", \"pools\": [ { \"pool\": \"2001:db8:101::/126\" } ] }");
        subnets.add("{ \"id\": 100, \"subnet\": \"2001:db8:100::/64\" }");
        both = new KeaComparison6("""
                { "type": "LL", "htype": 1, "identifier": "02005e000001", "persist": false }
                """, """
                "valid-lifetime": 3600, "min-valid-lifetime": 600, "max-valid-lifetime": 7200,
                "preferred-lifetime": 1800, "min-preferred-lifetime": 300, "max-preferred-lifetime": 3600,
                "relay-supplied-options": [ "110" ],
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::1" },
                  { "name": "domain-search", "data": "example.org" },
                  { "name": "information-refresh-time", "data": "600" } ],
                """, subnets);
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Ipv6Address in(int subnet, int host) {
        return Ipv6Address.parse("2001:db8:" + subnet + "::" + host);
    }

    private static Request6 at(int subnet, Request6 request) {
        return request.relayedBy(in(subnet, 1), World6.CLIENT);
    }

    private static Request6 solicit(Client6 client) {
        return client.message(MessageType6.SOLICIT);
    }

    private static Request6 request(Client6 client) {
        return client.toUs(MessageType6.REQUEST);
    }

    /** An address and a prefix: the first of their pools. */
    private static void lease(KeaComparison6.Teller server, int subnet, Client6 client) {
        server.tell(at(subnet, solicit(client).ia(IaType.NA, 1).ia(IaType.PD, 1)));
        server.tell(at(
                subnet, request(client).ia(1, in(subnet, 10)).ia(1, prefix("2001:db8:10%02d::/56".formatted(subnet)))));
    }

    private static Request6 both(Request6 request, int subnet) {
        return at(subnet, request.ia(1, in(subnet, 10)).ia(1, prefix("2001:db8:10%02d::/56".formatted(subnet))));
    }

    @Test
    void aClientGetsAnAddressAndAPrefix() {
        both.tell(server -> lease(server, 1, Client6.of(1))).same();
    }

    @Test
    void aRenewalAndARebind() {
        both.tell(server -> {
                    lease(server, 2, Client6.of(2));
                    server.tell(both(Client6.of(2).toUs(MessageType6.RENEW), 2));
                    server.tell(both(Client6.of(2).message(MessageType6.REBIND), 2));
                })
                .same();
    }

    @Test
    void aReleaseAndTheWayBack() {
        both.tell(server -> {
                    lease(server, 3, Client6.of(3));
                    server.tell(both(Client6.of(3).toUs(MessageType6.RELEASE), 3));
                    server.tell(both(Client6.of(3).toUs(MessageType6.RELEASE), 3));
                    server.tell(at(3, solicit(Client6.of(3)).ia(IaType.NA, 1).ia(IaType.PD, 1)));
                })
                .differs("4. IA_NA 1 status: Holdfast 3, Kea 0", "4. IA_PD 1 status: Holdfast 3, Kea 0");
    }

    @Test
    void aDecline() {
        both.tell(server -> {
                    lease(server, 4, Client6.of(4));
                    server.tell(at(4, Client6.of(4).toUs(MessageType6.DECLINE).ia(1, in(4, 10))));
                    server.tell(at(4, solicit(Client6.of(4)).ia(IaType.NA, 1)));
                    server.tell(at(4, Client6.of(4).toUs(MessageType6.DECLINE).ia(1, in(4, 12))));
                })
                .differs("3. status: Holdfast 0, Kea -", "5. status: Holdfast 0, Kea -");
    }

    @Test
    void aConfirm() {
        both.tell(server -> {
                    server.tell(
                            at(5, Client6.of(5).message(MessageType6.CONFIRM).ia(1, in(5, 77))));
                    server.tell(
                            at(5, Client6.of(5).message(MessageType6.CONFIRM).ia(1, in(6, 77))));
                    server.tell(
                            at(5, Client6.of(5).message(MessageType6.CONFIRM).ia(IaType.NA, 1)));
                    server.tell(
                            at(5, Client6.of(5).message(MessageType6.CONFIRM).ia(IaType.PD, 1)));
                })
                .same();
    }

    @Test
    void aConfirmFromNowhere() {
        both.tell(server -> server.tell(
                        at(150, Client6.of(5).message(MessageType6.CONFIRM).ia(1, in(5, 77)))))
                .differs("1. answer: Holdfast silence, Kea REPLY");
    }

    @Test
    void severalAssociations() {
        both.tell(server -> {
                    server.tell(at(
                            7,
                            request(Client6.of(7))
                                    .ia(IaType.NA, 1)
                                    .ia(IaType.NA, 2)
                                    .ia(IaType.PD, 1)
                                    .ia(IaType.PD, 2)));
                    server.tell(at(7, request(Client6.of(8)).ia(IaType.NA, 1).ia(IaType.NA, 2)));
                })
                .same();
    }

    @Test
    void hints() {
        both.tell(server -> {
                    server.tell(at(8, solicit(Client6.of(9)).ia(1, in(8, 12))));
                    server.tell(at(8, solicit(Client6.of(51)).ia(1, in(8, 99))));
                    server.tell(at(8, solicit(Client6.of(9)).ia(1, prefix("2001:db8:1008:4200::/56"))));
                    server.tell(at(8, solicit(Client6.of(52)).ia(1, prefix("2001:db8:1008:4300::/60"))));
                })
                .same();
    }

    @Test
    void lengthsOfPrefixes() {
        String[] lengths = {"::/64", "::/56", "::/60", "::/48", "::/128"};
        for (int i = 0; i < lengths.length; i++) {
            int n = 9 + i;
            String length = lengths[i];
            both.tell(server -> server.tell(at(n, solicit(Client6.of(n)).ia(1, prefix(length)))))
                    .same();
        }
    }

    @Test
    void lifetimesAreWishes() {
        both.tell(server -> server.tell(at(
                        14,
                        solicit(Client6.of(14))
                                .beginIa(IaType.NA, 1, 0, 0)
                                .address(Ipv6Address.UNSPECIFIED, 700, 1400)
                                .endIa())))
                .same();
        both.tell(server -> server.tell(at(
                        15,
                        solicit(Client6.of(15))
                                .beginIa(IaType.NA, 1, 0, 0)
                                .address(Ipv6Address.UNSPECIFIED, 3600, 600)
                                .endIa())))
                .same();
    }

    @Test
    void anUnknownAssociationIsExtended() {
        both.tell(server -> {
                    server.tell(at(16, Client6.of(16).toUs(MessageType6.RENEW).ia(1, in(16, 11))));
                    server.tell(at(16, Client6.of(17).toUs(MessageType6.RENEW).ia(1, in(16, 11))));
                    server.tell(
                            at(16, Client6.of(18).message(MessageType6.REBIND).ia(1, in(16, 99))));
                    server.tell(
                            at(16, Client6.of(19).message(MessageType6.REBIND).ia(1, in(16, 99))));
                })
                .same();
    }

    @Test
    void anUnknownPrefixIsExtended() {
        both.tell(server -> {
                    server.tell(
                            at(17, Client6.of(20).toUs(MessageType6.RENEW).ia(1, prefix("2001:db8:1017:300::/56"))));
                    server.tell(
                            at(17, Client6.of(21).toUs(MessageType6.RENEW).ia(1, prefix("2001:db8:1017:300::/56"))));
                    server.tell(at(17, Client6.of(22).toUs(MessageType6.RENEW).ia(1, prefix("2001:db8:9999::/56"))));
                })
                .same();
    }

    @Test
    void rapidCommit() {
        both.tell(server -> {
                    server.tell(at(20, solicit(Client6.of(23)).rapidCommit().ia(IaType.NA, 1)));
                    server.tell(at(18, solicit(Client6.of(23)).rapidCommit().ia(IaType.NA, 1)));
                })
                .same();
    }

    @Test
    void timesToRenew() {
        for (int n = 21; n <= 24; n++) {
            int subnet = n;
            both.tell(server ->
                            server.tell(at(subnet, solicit(Client6.of(subnet)).ia(IaType.NA, 1))))
                    .same();
        }
    }

    @Test
    void subnetsByInterfaceIdAndRelay() {
        both.tell(server -> {
                    server.tell(at(19, solicit(Client6.of(25)).ia(IaType.NA, 1))
                            .relayOption(OptionCode6.INTERFACE_ID, "port25".getBytes(StandardCharsets.UTF_8)));
                    server.tell(solicit(Client6.of(26))
                            .ia(IaType.NA, 1)
                            .relayedBy(Ipv6Address.parse("2001:db8:99::26"), World6.CLIENT));
                    server.tell(at(27, solicit(Client6.of(27)).ia(IaType.NA, 1))
                            .relayedBy(in(28, 1), in(27, 1))
                            .relayedBy(in(29, 1), in(28, 1)));
                    server.tell(solicit(Client6.of(28))
                            .ia(IaType.NA, 1)
                            .relayedBy(Ipv6Address.UNSPECIFIED, World6.CLIENT)
                            .relayedBy(in(28, 1), in(27, 1)));
                })
                .same();
    }

    @Test
    void options() {
        both.tell(server -> {
                    server.tell(at(30, solicit(Client6.of(30)).ia(IaType.NA, 1).requesting(23, 24, 31)));
                    server.tell(at(
                            30,
                            Client6.of(30)
                                    .message(MessageType6.INFORMATION_REQUEST)
                                    .requesting(23, 32)));
                    server.tell(at(
                            150,
                            Client6.of(30)
                                    .message(MessageType6.INFORMATION_REQUEST)
                                    .requesting(23, 32)));
                    server.tell(at(
                            30,
                            Client6.of(30)
                                    .message(MessageType6.CONFIRM)
                                    .ia(1, in(30, 9))
                                    .requesting(23)));
                })
                .same();
    }

    @Test
    void excludedPrefixes() {
        both.tell(server -> {
                    server.tell(at(31, solicit(Client6.of(31)).ia(IaType.PD, 1).requesting(OptionCode6.PD_EXCLUDE)));
                    server.tell(at(
                            31,
                            solicit(Client6.of(31))
                                    .ia(1, prefix("2001:db8:1031:4200::/56"))
                                    .requesting(OptionCode6.PD_EXCLUDE)));
                })
                .same();
    }

    @Test
    void names() {
        String[] options = {"0104686f737400", "0004686f7374", "0104485f733200", "00", "0404686f737400"};
        for (int i = 0; i < options.length; i++) {
            int n = 32 + i;
            byte[] option = HexText.parse(options[i]);
            both.tell(server -> server.tell(
                            at(n, request(Client6.of(n)).ia(IaType.NA, 1).option(OptionCode6.CLIENT_FQDN, option))))
                    .same();
        }
    }

    @Test
    void whatRelaysSupply() {
        both.tell(server -> server.tell(at(38, solicit(Client6.of(38)).ia(IaType.NA, 1))
                        .relayOption(OptionCode6.RELAY_SUPPLIED_OPTIONS, HexText.parse("006e000101006f000102"))
                        .relayOption(OptionCode6.INTERFACE_ID, new byte[] {1, 2})
                        .relayedBy(in(39, 1), in(38, 1))
                        .relayOption(OptionCode6.RELAY_SUPPLIED_OPTIONS, HexText.parse("006e000109"))))
                .same();
    }

    @Test
    void noSubnet() {
        both.tell(server -> {
                    server.tell(at(150, solicit(Client6.of(40)).ia(IaType.NA, 1).ia(IaType.PD, 1)));
                    server.tell(at(150, request(Client6.of(40)).ia(IaType.NA, 1).ia(IaType.PD, 1)));
                    server.tell(at(
                            150,
                            Client6.of(40)
                                    .toUs(MessageType6.RENEW)
                                    .ia(IaType.NA, 1)
                                    .ia(IaType.PD, 1)));
                    server.tell(
                            at(150, Client6.of(40).message(MessageType6.REBIND).ia(IaType.PD, 1)));
                })
                .same();
    }

    @Test
    void noPools() {
        both.tell(server -> server.tell(
                        at(100, solicit(Client6.of(41)).ia(IaType.NA, 1).ia(IaType.PD, 1))))
                .same();
    }

    @Test
    void registration() {
        both.tell(server -> {
                    Request6 inform =
                            Client6.of(42).message(MessageType6.ADDR_REG_INFORM).address(in(42, 77), 1000, 2000);
                    server.tell(inform.relayedBy(in(42, 77), in(42, 77)));
                })
                .same();
        both.tell(server -> {
                    Request6 inform =
                            Client6.of(43).message(MessageType6.ADDR_REG_INFORM).address(in(42, 78), 1000, 2000);
                    server.tell(inform.relayedBy(in(42, 1), in(42, 78)));
                })
                .differs("1. answer: Holdfast ADDR-REG-REPLY, Kea silence");
    }

    @Test
    void idsThatMustBeThereOrNot() {
        both.tell(server -> {
                    server.tell(at(43, Client6.of(43).toUs(MessageType6.SOLICIT).ia(IaType.NA, 1)));
                    server.tell(
                            at(43, Client6.of(43).message(MessageType6.REQUEST).ia(IaType.NA, 1)));
                    server.tell(at(43, Request6.of(MessageType6.SOLICIT, 5).ia(IaType.NA, 1)));
                    server.tell(at(43, Request6.of(MessageType6.INFORMATION_REQUEST, 5)));
                })
                .same();
    }

    @Test
    void anAddressOfAnotherLinkIsRequested() {
        both.tell(server -> server.tell(at(44, request(Client6.of(44)).ia(1, in(45, 10)))))
                .differs(
                        "1. IA_NA 1: Holdfast T1 0 T2 0, Kea T1 900 T2 1440",
                        "1. IA_NA 1 status: Holdfast 4, Kea -",
                        "1. IA_NA 1.0: Holdfast -, Kea 2001:db8:44::10 1800 3600");
    }

    @Test
    void theWrongAssociationReleases() {
        both.tell(server -> {
                    lease(server, 46, Client6.of(46));
                    server.tell(at(46, Client6.of(46).toUs(MessageType6.RELEASE).ia(2, in(46, 10))));
                    server.tell(at(46, Client6.of(47).toUs(MessageType6.RELEASE).ia(1, in(46, 10))));
                    server.tell(at(46, Client6.of(46).toUs(MessageType6.RELEASE).ia(IaType.NA, 1)));
                    server.tell(at(46, Client6.of(47).toUs(MessageType6.DECLINE).ia(1, in(46, 10))));
                    server.tell(at(46, Client6.of(46).toUs(MessageType6.DECLINE).ia(IaType.NA, 1)));
                })
                .differs(
                        "3. status: Holdfast 0, Kea 3",
                        "4. status: Holdfast 0, Kea 3",
                        "5. status: Holdfast 0, Kea 3",
                        "6. status: Holdfast 0, Kea -",
                        "7. status: Holdfast 0, Kea -");
    }

    @Test
    void temporaryAddresses() {
        both.tell(server ->
                        server.tell(at(48, solicit(Client6.of(48)).option(OptionCode6.IA_TA, new byte[] {0, 0, 0, 1}))))
                .same();
    }

    @Test
    void anInformationRequestWithAssociations() {
        both.tell(server -> server.tell(at(
                        49,
                        Client6.of(49).message(MessageType6.INFORMATION_REQUEST).ia(IaType.NA, 1))))
                .differs("1. answer: Holdfast silence, Kea REPLY");
    }

    @Test
    void aRebindOfAddressesFromNowhere() {
        both.tell(server -> server.tell(
                        at(150, Client6.of(53).message(MessageType6.REBIND).ia(IaType.NA, 1))))
                .differs("1. answer: Holdfast silence, Kea REPLY");
    }

    @Test
    void anAssociationTwice() {
        both.tell(server -> server.tell(at(
                        50,
                        solicit(Client6.of(54))
                                .ia(IaType.NA, 1)
                                .ia(IaType.PD, 1)
                                .ia(IaType.NA, 1))))
                .differs(
                        "1. IA_NA 1: Holdfast T1 900 T2 1440, Kea T1 900 T2 1440 | T1 900 T2 1440",
                        "1. IA_NA 1.0: Holdfast 2001:db8:50::10 1800 3600, Kea 2001:db8:50::10 1800 3600 | 2001:db8:50::11 1800 3600");
    }

    @Test
    void aLeaseThatIsAskedForAgainIsTheSame() {
        both.tell(server -> {
                    lease(server, 51, Client6.of(55));
                    server.tell(at(51, solicit(Client6.of(55)).ia(IaType.NA, 1).ia(IaType.PD, 1)));
                    server.tell(at(51, request(Client6.of(55)).ia(1, in(51, 12)).ia(1, prefix("::/64"))));
                    server.tell(at(51, solicit(Client6.of(55)).ia(IaType.NA, 2)));
                })
                .same();
    }

    @Test
    void aRenewalNamesMoreThanTheClientHas() {
        both.tell(server -> {
                    lease(server, 52, Client6.of(56));
                    server.tell(at(
                            52,
                            Client6.of(56)
                                    .toUs(MessageType6.RENEW)
                                    .beginIa(IaType.NA, 1, 0, 0)
                                    .address(in(52, 10), 700, 1400)
                                    .address(in(52, 11), 0, 0)
                                    .address(in(53, 11), 0, 0)
                                    .endIa()
                                    .beginIa(IaType.PD, 1, 0, 0)
                                    .prefix(prefix("2001:db8:1052::/56"), 0, 0)
                                    .prefix(prefix("2001:db8:1052:100::/56"), 0, 0)
                                    .prefix(prefix("::/60"), 0, 0)
                                    .endIa()));
                })
                .differs("3. IA_PD 1: Holdfast T1 350 T2 560, Kea T1 900 T2 1440");
    }

    @Test
    void aClientWithoutAssociations() {
        both.tell(server -> {
                    server.tell(at(54, solicit(Client6.of(57)).requesting(23)));
                    server.tell(at(54, request(Client6.of(57)).requesting(23)));
                    server.tell(at(54, Client6.of(57).toUs(MessageType6.RENEW)));
                    server.tell(at(54, Client6.of(57).toUs(MessageType6.RELEASE)));
                })
                .same();
    }

    @Test
    void namesThatAreNone() {
        for (String option : new String[] {"0504686f737400", "010968"}) {
            both.tell(server -> server.tell(at(
                            55,
                            solicit(Client6.of(58))
                                    .ia(IaType.PD, 1)
                                    .option(OptionCode6.CLIENT_FQDN, HexText.parse(option)))))
                    .differs("1. answer: Holdfast ADVERTISE, Kea silence");
        }
    }

    @Test
    void aNameIsMadeInOffersToo() {
        both.tell(server -> server.tell(
                        at(56, solicit(Client6.of(59)).ia(IaType.NA, 1).option(OptionCode6.CLIENT_FQDN, new byte[1]))))
                .differs(
                        "1. option 39: Holdfast 04:16:6d:79:68:6f:73:74:2d:32:30:30:31:2d:64:62:38:2d:35:36:2d:2d:31:30:00,"
                                + " Kea 04");
    }

    @Test
    void aPreference() {
        both.tell(server -> server.tell(at(57, solicit(Client6.of(60)).ia(IaType.NA, 1))))
                .differs("1. option 7: Holdfast 07, Kea -");
    }

    @Test
    void theLowestAddress() {
        both.tell(server -> server.tell(at(101, solicit(Client6.of(61)).ia(IaType.NA, 1))))
                .differs("1. IA_NA 1.0: Holdfast 2001:db8:101::1 1800 3600, Kea 2001:db8:101:: 1800 3600");
        both.tell(server -> server.tell(at(101, request(Client6.of(61)).ia(1, Ipv6Address.parse("2001:db8:101::")))))
                .same();
    }

    @Test
    void severalAddressesAreReleased() {
        both.tell(server -> {
                    server.tell(at(58, request(Client6.of(62)).ia(1, in(58, 10)).ia(2, in(58, 11))));
                    server.tell(at(
                            58,
                            Client6.of(62)
                                    .toUs(MessageType6.RELEASE)
                                    .beginIa(IaType.NA, 2, 0, 0)
                                    .address(in(58, 10), 0, 0)
                                    .address(in(58, 11), 0, 0)
                                    .endIa()));
                })
                .differs("2. IA_NA 2 status: Holdfast 0, Kea 3", "2. status: Holdfast 0, Kea 3");
    }

    @Test
    void registrationsAreWelcome() {
        both.tell(server -> server.tell(
                        at(59, solicit(Client6.of(63)).ia(IaType.NA, 1).requesting(OptionCode6.ADDR_REG_ENABLE))))
                .differs("1. option 148: Holdfast , Kea -");
    }
}
