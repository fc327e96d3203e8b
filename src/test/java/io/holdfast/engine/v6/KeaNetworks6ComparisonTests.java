package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.address;
import static io.holdfast.engine.v6.KeaClient6.prefix;

import io.holdfast.address.Ipv6Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shared networks of three subnets, one network for each story, and classes that say what is for whom: as with Kea. Members of
 * a class send its number as option 1000.
 */
class KeaNetworks6ComparisonTests {

    private static final Ipv6Address PEER = address("fe80::c1");

    private static final String CLASSES = """
            "client-classes": [
              { "name": "gold", "test": "option[1000].hex == 0x01", "valid-lifetime": 7000, "preferred-lifetime": 6000,
                "option-data": [ { "name": "sntp-servers", "data": "2001:db8::31" } ] },
              { "name": "silver", "test": "option[1000].hex == 0x02", "valid-lifetime": 2000 },
              { "name": "both", "test": "member('gold') or member('silver')",
                "min-valid-lifetime": 100, "valid-lifetime": 200, "max-valid-lifetime": 300 },
              { "name": "late", "test": "option[1001].exists", "only-in-additional-list": true,
                "option-data": [ { "name": "sntp-servers", "data": "2001:db8::32" } ] },
              { "name": "untested" },
              { "name": "DROP", "test": "option[1002].exists" } ],
            """;

    private static final String DNS_1 = "20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:01";
    private static final String DNS_2 = "20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:02";

    private static KeaComparison6 both;

    private static final List<String> networks = new ArrayList<>();

    /** {@code N} stands for the number of the network in all of it. */
    private static void network(int n, String members, String first, String second, String third) {
        networks.add("""
                { "name": "N-net", %s "subnet6": [
                  { "id": N1, "subnet": "2001:db8:N:1::/64", %s },
                  { "id": N2, "subnet": "2001:db8:N:2::/64", %s },
                  { "id": N3, "subnet": "2001:db8:N:3::/64", %s } ] }""".formatted(members, first, second, third)
                .replaceAll("N(?=[-:123])", "" + n)
                .replace(",  }", " }")
                .replace(", }", " }"));
    }

    /** Two addresses. */
    private static String pool(int subnet) {
        return "\"pools\": [ { \"pool\": \"2001:db8:N:%1$d::10-2001:db8:N:%1$d::11\" } ]".formatted(subnet);
    }

    private static String pool(int subnet, String clientClass) {
        return "\"pools\": [ { \"pool\": \"2001:db8:N:%1$d::10-2001:db8:N:%1$d::11\", \"client-classes\": [ \"%2$s\" ] } ]"
                .formatted(subnet, clientClass);
    }

    private static String dns(int number) {
        return ", \"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::%d\" } ]".formatted(number);
    }

    private static String delegating(int subnet, int length) {
        return ", \"pd-pools\": [ { \"prefix\": \"fd00:N:%d::\", \"prefix-len\": %d, \"delegated-len\": %d } ]"
                .formatted(subnet, length - 1, length);
    }

    private static String reserving(int client, String members) {
        return ", \"reservations\": [ { \"duid\": \"%s\", %s } ]"
                .formatted(KeaClient6.of(client).duid(), members);
    }

    private static void plain(int n) {
        network(
                n,
                dns(9).substring(2) + ",",
                pool(1) + dns(1),
                pool(2) + dns(2) + ", \"valid-lifetime\": 3500",
                pool(3));
    }

    @BeforeAll
    static void begin() throws Exception {
        networks.clear();
        for (int n = 11; n <= 15; n++) {
            plain(n);
        }
        network(16, "", pool(1) + delegating(1, 56), pool(2) + delegating(2, 60), pool(3) + delegating(3, 64));
        network(17, "\"interface-id\": \"port-17\",", pool(1), pool(2), pool(3));
        network(18, "\"relay\": { \"ip-addresses\": [ \"2001:db8:beef::18\" ] },", pool(1), pool(2), pool(3));
        network(
                19,
                "\"client-classes\": [ \"gold\", \"silver\" ],",
                pool(1) + guard("gold"),
                pool(2),
                pool(3) + guard("silver"));
        network(20, "", pool(1, "gold"), pool(2, "silver"), pool(3));
        network(
                21,
                "",
                pool(1),
                pool(2)
                        + reserving(
                                1,
                                "\"ip-addresses\": [ \"2001:db8:N:2::77\" ], \"hostname\": \"one\","
                                        + " \"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::77\" } ]"),
                pool(3));
        network(
                22,
                "",
                pool(1) + reserving(1, "\"hostname\": \"first\""),
                pool(2) + reserving(1, "\"ip-addresses\": [ \"2001:db8:N:2::77\", \"2001:db8:N:2::78\" ]"),
                pool(3) + reserving(1, "\"ip-addresses\": [ \"2001:db8:N:3::77\" ]"));
        network(
                23,
                "",
                pool(1) + dns(1),
                pool(2)
                        + dns(2)
                        + reserving(
                                1, "\"ip-addresses\": [ \"2001:db8:N:2::10\" ], \"client-classes\": [ \"untested\" ]"),
                pool(3, "untested"));
        network(24, "\"evaluate-additional-classes\": [ \"late\" ],", pool(1), pool(2), pool(3));
        network(25, "", pool(1) + guard("gold"), pool(2) + guard("gold"), pool(3));
        both = new KeaComparison6("""
                "preferred-lifetime": 3000, "valid-lifetime": 4000, %s "shared-networks": [ %s ],
                """.formatted(CLASSES, String.join(", ", networks)), List.of("""
                { "id": 900, "subnet": "2001:db8:900:1::/64", "client-classes": [ "gold" ],
                  "pools": [ { "pool": "2001:db8:900:1::10-2001:db8:900:1::1f" } ] }""", """
                { "id": 901, "subnet": "2001:db8:901:1::/64", "evaluate-additional-classes": [ "late", "untested" ],
                  "pools": [ { "pool": "2001:db8:901:1::10-2001:db8:901:1::1f" } ] }"""));
    }

    private static String guard(String clientClass) {
        return ", \"client-classes\": [ \"%s\" ]".formatted(clientClass);
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    /** From the relay of the first subnet. */
    private static Request6 from(int network, Request6 request) {
        return request.relayedBy(in(network, 1, "1"), PEER);
    }

    private static Ipv6Address in(int network, int subnet, String host) {
        return address("2001:db8:%d:%d::%s".formatted(network, subnet, host));
    }

    private static Told told(int network, Request6... requests) {
        return both.tell(
                Arrays.stream(requests).map(request -> from(network, request)).toArray(Request6[]::new));
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    private static Request6 in(int group, Request6 request) {
        return request.option(1000, new byte[] {(byte) group});
    }

    @Test
    void fullSubnetsAreLeftForTheNext() {
        told(
                        11,
                        client(1).request().ia(NA, 1).requesting(23),
                        client(2).request().ia(NA, 1).requesting(23),
                        client(3).request().ia(NA, 1).requesting(23),
                        client(4).request().ia(NA, 1).requesting(23),
                        client(5).request().ia(NA, 1).requesting(23),
                        client(6).request().ia(NA, 1),
                        client(7).request().ia(NA, 1),
                        client(7).solicit(NA))
                .same();
    }

    @Test
    void aHintOfAnotherSubnet() {
        told(
                        12,
                        client(1).solicit().ia(1, in(12, 2, "11")).requesting(23),
                        client(1).request().ia(1, in(12, 3, "11")))
                .same();
    }

    @Test
    void aLeaseOfAnotherSubnet() {
        told(
                        13,
                        client(1).request().ia(1, in(13, 2, "11")).requesting(23),
                        client(1).renew().ia(1, in(13, 2, "11")).requesting(23),
                        client(1).rebind().ia(1, in(13, 2, "11")).requesting(23),
                        client(1).release().ia(1, in(13, 2, "11")),
                        client(2).request().ia(1, in(13, 3, "10")),
                        client(2).decline().ia(1, in(13, 3, "10")))
                .differs("6. status: Holdfast 0, Kea -");
    }

    @Test
    void comingBackToAnotherSubnet() {
        told(
                        14,
                        client(1).request().ia(1, in(14, 2, "11")).requesting(23),
                        client(1).solicit(NA).requesting(23),
                        client(1).request().ia(NA, 1).requesting(23))
                .differs(
                        "2. option 23: Holdfast " + DNS_2 + ", Kea " + DNS_1,
                        "3. option 23: Holdfast " + DNS_2 + ", Kea " + DNS_1);
    }

    @Test
    void confirming() {
        told(
                        15,
                        client(1).confirm().ia(1, in(15, 1, "77")),
                        client(1).confirm().ia(1, in(15, 2, "77")),
                        client(1).confirm().ia(1, in(16, 1, "77")))
                .differs("2. status: Holdfast 0, Kea 4");
    }

    @Test
    void prefixesOfDifferentLengths() {
        told(
                        16,
                        client(1).request().ia(1, prefix("::/60")).ia(NA, 1),
                        client(2).request().ia(1, prefix("::/64")),
                        client(3).request().ia(1, prefix("::/62")),
                        client(4).request().ia(PD, 1),
                        client(5).request().ia(1, prefix("fd00:16:3:1::/64")),
                        client(2).renew().ia(1, prefix("fd00:16:3::/64")))
                .same();
    }

    @Test
    void byAnInterfaceIdOfTheNetwork() {
        both.tell(client(1)
                        .solicit(NA)
                        .relayedBy(address("2001:db8:beef::99"), PEER)
                        .relayOption(18, KeaClient6.bytes("706f72742d3137")))
                .same();
    }

    @Test
    void byARelayOfTheNetwork() {
        both.tell(client(1).solicit(NA).relayedBy(address("2001:db8:beef::18"), PEER))
                .same();
    }

    @Test
    void byTheAddressOfTheSecondSubnet() {
        both.tell(client(9).solicit(NA).relayedBy(in(15, 2, "1"), PEER)).same();
    }

    @Test
    void guardsOfNetworkAndSubnets() {
        told(
                        19,
                        client(1).request().ia(NA, 1),
                        in(1, client(1).request().ia(NA, 1)),
                        in(2, client(2).request().ia(NA, 1)),
                        in(2, client(3).request().ia(1, in(19, 1, "11"))),
                        in(2, client(1).renew().ia(1, in(19, 1, "10"))),
                        client(2).renew().ia(1, in(19, 2, "10")))
                .same();
    }

    @Test
    void guardsOfPools() {
        told(
                        20,
                        client(1).request().ia(NA, 1),
                        in(1, client(2).request().ia(NA, 1)),
                        in(2, client(3).request().ia(NA, 1)),
                        client(2).renew().ia(1, in(20, 1, "10")))
                .same();
    }

    @Test
    void aReservationInAnotherSubnet() {
        told(
                        21,
                        client(1).solicit(NA).requesting(23).option(39, KeaClient6.bytes("01026d6500")),
                        client(1).request().ia(NA, 1).requesting(23).option(39, KeaClient6.bytes("01026d6500")),
                        client(1)
                                .renew()
                                .ia(1, in(21, 2, "77"))
                                .requesting(23)
                                .option(39, KeaClient6.bytes("01026d6500")),
                        client(2).request().ia(1, in(21, 2, "77")))
                .same();
    }

    @Test
    void reservationsInSeveralSubnets() {
        told(
                        22,
                        client(1).request().ia(NA, 1).ia(NA, 2).ia(NA, 3).ia(NA, 4),
                        client(1)
                                .renew()
                                .ia(1, in(22, 2, "77"))
                                .ia(2, in(22, 2, "78"))
                                .ia(3, in(22, 3, "77")))
                .same();
    }

    @Test
    void reservedClassesInANetwork() {
        told(
                        23,
                        client(1).request().ia(NA, 1).ia(NA, 2).requesting(23),
                        client(1).renew().ia(1, in(23, 2, "10")).requesting(23),
                        client(2).request().ia(NA, 1))
                .same();
    }

    @Test
    void additionalClasses() {
        told(
                        24,
                        client(1).request().ia(NA, 1).requesting(31),
                        client(2).request().ia(NA, 1).requesting(31).option(1001, new byte[] {1}))
                .same();
        both.tell(client(1)
                        .request()
                        .ia(NA, 1)
                        .requesting(31)
                        .option(1001, new byte[] {1})
                        .relayedBy(in(901, 1, "1"), PEER))
                .same();
    }

    @Test
    void theFirstSubnetIsForOthers() {
        told(25, client(1).request().ia(NA, 1), in(1, client(2).request().ia(NA, 1)))
                .same();
    }

    @Test
    void aSubnetForOthers() {
        both.tell(
                        client(1).solicit(NA).relayedBy(in(900, 1, "1"), PEER),
                        in(1, client(2).solicit(NA).requesting(31)).relayedBy(in(900, 1, "1"), PEER))
                .same();
    }

    @Test
    void lifetimesOfClasses() {
        both.tell(
                        in(1, client(3).request().ia(NA, 1)).relayedBy(in(901, 1, "1"), PEER),
                        in(2, client(4).request().ia(NA, 1)).relayedBy(in(901, 1, "1"), PEER),
                        in(2, client(4).renew().ia(1, in(901, 1, "11"))).relayedBy(in(901, 1, "1"), PEER),
                        client(4).renew().ia(1, in(901, 1, "11")).relayedBy(in(901, 1, "1"), PEER))
                .same();
    }

    @Test
    void theClassDrop() {
        both.tell(client(5).solicit(NA).option(1002, new byte[] {1}).relayedBy(in(901, 1, "1"), PEER))
                .same();
    }
}
