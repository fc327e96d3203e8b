package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.address;
import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaClient6.prefix;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is advertised and given, and for how long: as Kea does. Each story has a subnet of its own. */
class KeaSolicit6ComparisonTests {

    private static final String LIFETIMES = """
            "min-preferred-lifetime": 600, "preferred-lifetime": 1800, "max-preferred-lifetime": 3600,
            "min-valid-lifetime": 1200, "valid-lifetime": 3600, "max-valid-lifetime": 7200,
            """;

    private static final String LENGTHS = """
            "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 54, "delegated-len": 56 },
              { "prefix": "fd01:N::", "prefix-len": 62, "delegated-len": 64 },
              { "prefix": "fd02:N::", "prefix-len": 46, "delegated-len": 48 } ]
            """;

    /** Members of the subnets that are not like the others. */
    private static final Map<Integer, String> SPECIAL = Map.ofEntries(
            Map.entry(4, "\"rapid-commit\": true,"),
            Map.entry(20, "\"pools\": [ { \"pool\": \"2001:db8:N::10-2001:db8:N::12\" } ]"),
            Map.entry(21, "\"pd-pools\": [ { \"prefix\": \"fd00:N::\", \"prefix-len\": 54, \"delegated-len\": 56 } ]"),
            Map.entry(22, "\"comment\": \"without pools\""),
            Map.entry(23, "\"pools\": [ { \"pool\": \"2001:db8:N::10/128\" } ]"),
            Map.entry(30, LIFETIMES),
            Map.entry(31, "\"renew-timer\": 500, \"rebind-timer\": 900,"),
            Map.entry(32, "\"calculate-tee-times\": false,"),
            Map.entry(33, "\"calculate-tee-times\": true, \"t1-percent\": 0.3, \"t2-percent\": 0.6,"),
            Map.entry(34, "\"renew-timer\": 900, \"rebind-timer\": 500,"),
            Map.entry(35, "\"preferred-lifetime\": 4294967295, \"valid-lifetime\": 4294967295,"),
            Map.entry(36, "\"preferred-lifetime\": 5000, \"valid-lifetime\": 4000,"),
            Map.entry(37, "\"renew-timer\": 2000, \"rebind-timer\": 5000, \"calculate-tee-times\": false,"),
            Map.entry(38, "\"preferred-lifetime\": 4294967295, \"max-valid-lifetime\": 4294967295,"),
            Map.entry(40, LENGTHS),
            Map.entry(45, LENGTHS),
            Map.entry(46, LENGTHS),
            Map.entry(47, LENGTHS),
            Map.entry(41, """
                    "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 48, "delegated-len": 56,
                      "excluded-prefix": "fd00:N:0:f0::", "excluded-prefix-len": 72 } ]"""),
            Map.entry(42, """
                    "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 56, "delegated-len": 56 } ]"""),
            Map.entry(43, """
                    "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::11" }, { "pool": "2001:db8:N::20-2001:db8:N::21" } ]
                    """));

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        both = new KeaComparison6(
                "\"preferred-lifetime\": 3000, \"valid-lifetime\": 4000,", KeaSubnets6.upTo(60, SPECIAL));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Told told(int subnet, Request6... requests) {
        return both.tell(
                Arrays.stream(requests).map(request -> from(subnet, request)).toArray(Request6[]::new));
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    @Test
    void anAddressIsAdvertisedAndGiven() {
        told(1, client(1).solicit(NA), client(1).request().ia(1, in(1, "10"))).same();
    }

    @Test
    void aPrefixIsAdvertisedAndGiven() {
        told(2, client(1).solicit(PD), client(1).request().ia(1, delegated(2, 0)))
                .same();
    }

    @Test
    void anAddressAndAPrefixTogether() {
        told(
                        3,
                        client(1).solicit().ia(NA, 1).ia(PD, 1),
                        client(1).request().ia(1, in(3, "10")).ia(1, delegated(3, 0)),
                        client(1).solicit().ia(PD, 1).ia(NA, 1))
                .same();
    }

    @Test
    void rapidCommitWhereItIsAllowed() {
        told(
                        4,
                        client(1).solicit(NA).rapidCommit(),
                        client(2).solicit(NA),
                        client(1).solicit(NA).rapidCommit())
                .same();
    }

    @Test
    void rapidCommitWhereItIsNot() {
        told(5, client(1).solicit(NA).rapidCommit(), client(2).solicit(NA)).same();
    }

    @Test
    void rapidCommitInARequestMeansNothing() {
        told(4, client(3).request().ia(1, in(4, "12")).rapidCommit()).same();
    }

    @Test
    void anAddressInThePoolIsAHint() {
        told(6, client(1).solicit().ia(1, in(6, "12"))).same();
    }

    @Test
    void anAddressOutsideOfThePoolIsNoHint() {
        told(7, client(1).solicit().ia(1, in(7, "99")), client(2).solicit().ia(1, address("2001:db8:ffee::1")))
                .same();
    }

    @Test
    void anAddressOfAnotherIsNoHint() {
        told(8, client(1).request().ia(1, in(8, "10")), client(2).solicit().ia(1, in(8, "10")))
                .same();
    }

    @Test
    void theUnspecifiedAddressIsNoHint() {
        told(9, client(1).solicit().ia(1, address("::"))).same();
    }

    @Test
    void twoAddressesInOneAssociation() {
        told(
                        10,
                        client(1)
                                .solicit()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(10, "12"), 0, 0)
                                .address(in(10, "11"), 0, 0)
                                .endIa())
                .same();
    }

    @Test
    void aPrefixInThePoolIsAHint() {
        told(11, client(1).solicit().ia(1, delegated(11, 2))).same();
    }

    @Test
    void aPrefixOutsideOfThePoolIsNoHint() {
        told(12, client(1).solicit().ia(1, prefix("fd99:1::/56"))).same();
    }

    @Test
    void aPrefixOfAnotherLengthInThePool() {
        told(
                        13,
                        client(1).solicit().ia(1, prefix("fd00:13:0:100::/64")),
                        client(2).solicit().ia(1, prefix("fd00:13::/54")))
                .same();
    }

    @Test
    void aLengthIsAHintAmongPools() {
        told(
                        40,
                        client(1).solicit().ia(1, prefix("::/64")),
                        client(2).solicit().ia(1, prefix("::/48")),
                        client(3).solicit().ia(1, prefix("::/56")))
                .same();
    }

    @Test
    void aLengthThatNoPoolHas() {
        told(45, client(1).solicit().ia(1, prefix("::/60")), client(2).solicit().ia(1, prefix("::/0")))
                .same();
    }

    @Test
    void aLengthShorterThanThatOfAnyPool() {
        told(46, client(1).solicit().ia(1, prefix("::/40")))
                .differs("1. IA_PD 1.0: Holdfast fd02:46::/48 3000 4000, Kea fd00:46::/56 3000 4000");
    }

    @Test
    void aLengthLongerThanThatOfAnyPool() {
        told(47, client(1).solicit().ia(1, prefix("::/80")))
                .differs("1. IA_PD 1.0: Holdfast fd01:47::/64 3000 4000, Kea fd00:47::/56 3000 4000");
    }

    @Test
    void severalAssociationsOfAddresses() {
        told(
                        14,
                        client(1).solicit().ia(NA, 1).ia(NA, 2),
                        client(1).request().ia(1, in(14, "10")).ia(2, in(14, "11")),
                        client(1).solicit().ia(NA, 2).ia(NA, 1).ia(NA, 3))
                .same();
    }

    @Test
    void severalAssociationsOfPrefixes() {
        told(
                        15,
                        client(1).solicit().ia(PD, 7).ia(PD, 8),
                        client(1).request().ia(7, delegated(15, 0)).ia(8, delegated(15, 1)))
                .same();
    }

    @Test
    void moreAssociationsThanAddresses() {
        told(
                        16,
                        client(1)
                                .request()
                                .ia(1, in(16, "10"))
                                .ia(2, in(16, "11"))
                                .ia(3, in(16, "12"))
                                .ia(NA, 4),
                        client(2).solicit(NA),
                        client(2).request().ia(NA, 1))
                .same();
    }

    @Test
    void noAssociation() {
        told(17, client(1).solicit(), client(1).request()).same();
    }

    @Test
    void oneIaidTwice() {
        told(18, client(1).solicit().ia(NA, 1).ia(NA, 1))
                .differs(
                        "1. IA_NA 1: Holdfast T1 1500 T2 2400, Kea T1 1500 T2 2400 | T1 1500 T2 2400",
                        "1. IA_NA 1.0: Holdfast 2001:db8:18::10 3000 4000,"
                                + " Kea 2001:db8:18::10 3000 4000 | 2001:db8:18::11 3000 4000");
    }

    @Test
    void temporaryAddresses() {
        told(
                        19,
                        client(1).solicit().option(4, bytes("00000001")),
                        client(1).solicit().option(4, bytes("00000001")).ia(NA, 2),
                        client(1).request().option(4, bytes("00000001")))
                .same();
    }

    @Test
    void prefixesWhereThereAreNone() {
        told(
                        20,
                        client(1).solicit(PD),
                        client(1).solicit().ia(NA, 1).ia(PD, 1),
                        client(1).request().ia(1, in(20, "10")).ia(PD, 1),
                        client(2).request().ia(PD, 1))
                .same();
    }

    @Test
    void addressesWhereThereAreNone() {
        told(
                        21,
                        client(1).solicit(NA),
                        client(1).solicit().ia(NA, 1).ia(PD, 1),
                        client(1).request().ia(NA, 1).ia(1, delegated(21, 0)))
                .same();
    }

    @Test
    void nothingAtAll() {
        told(
                        22,
                        client(1).solicit(NA),
                        client(1).solicit(PD),
                        client(1).request().ia(NA, 1).ia(PD, 1))
                .same();
    }

    @Test
    void thePoolIsEmpty() {
        told(
                        23,
                        client(1).request().ia(1, in(23, "10")),
                        client(2).solicit(NA),
                        client(2).request().ia(1, in(23, "10")),
                        client(1).renew().ia(1, in(23, "10")))
                .same();
    }

    @Test
    void prefixesAreUsedUp() {
        told(
                        42,
                        client(1).request().ia(PD, 1),
                        client(2).solicit(PD),
                        client(2).request().ia(1, prefix("fd00:42::/56")),
                        client(1).renew().ia(1, prefix("fd00:42::/56")))
                .same();
    }

    @Test
    void poolsAreUsedOneAfterTheOther() {
        told(
                        43,
                        client(1).request().ia(NA, 1),
                        client(2).request().ia(NA, 1),
                        client(3).request().ia(NA, 1),
                        client(4).request().ia(NA, 1),
                        client(5).request().ia(NA, 1))
                .same();
    }

    @Test
    void requestingTwice() {
        told(
                        24,
                        client(1).request().ia(1, in(24, "11")),
                        client(1).request().ia(1, in(24, "11")),
                        client(1).request().ia(1, in(24, "12")),
                        client(1).request().ia(NA, 1))
                .same();
    }

    @Test
    void requestingWithoutASolicit() {
        told(
                        25,
                        client(1).request().ia(NA, 1),
                        client(2).request().ia(1, in(25, "12")),
                        client(3).request().ia(1, in(25, "12")))
                .same();
    }

    @Test
    void requestingWhatIsNotOnTheLink() {
        told(26, client(1).request().ia(1, address("2001:db8:ffee::1")))
                .differs(
                        "1. IA_NA 1: Holdfast T1 0 T2 0, Kea T1 1500 T2 2400",
                        "1. IA_NA 1 status: Holdfast 4, Kea -",
                        "1. IA_NA 1.0: Holdfast -, Kea 2001:db8:26::10 3000 4000");
    }

    @Test
    void requestingWhatIsInNoPool() {
        told(39, client(2).request().ia(1, in(39, "99")), client(3).request().ia(1, prefix("fd99::/56")))
                .same();
    }

    @Test
    void requestingFromAnotherServer() {
        told(
                        27,
                        client(1)
                                .message(MessageType6.REQUEST)
                                .option(2, bytes("000300010a0b0c0d0e0f"))
                                .ia(1, in(27, "10")),
                        client(1).message(MessageType6.REQUEST).ia(1, in(27, "10")),
                        KeaClient6.anonymous(MessageType6.REQUEST)
                                .serverId(KeaClient6.SERVER)
                                .ia(1, in(27, "10")))
                .same();
    }

    @Test
    void solicitingWithAServerId() {
        told(27, client(1).toServer(MessageType6.SOLICIT).ia(NA, 1)).same();
    }

    @Test
    void solicitingWithoutAClientId() {
        told(27, KeaClient6.anonymous(MessageType6.SOLICIT).ia(NA, 1)).same();
    }

    @Test
    void whoHasAnAddressIsAdvertisedIt() {
        told(
                        28,
                        client(1).request().ia(1, in(28, "11")).ia(1, delegated(28, 1)),
                        client(1).solicit().ia(NA, 1).ia(PD, 1),
                        client(1).solicit().ia(1, in(28, "12")).ia(1, delegated(28, 2)),
                        client(1).solicit().ia(NA, 2).ia(PD, 2))
                .same();
    }

    @Test
    void lifetimesWithinBounds() {
        both.tell(server -> {
                    long[][] wishes = {
                        {1, 1},
                        {600, 1200},
                        {599, 1199},
                        {2000, 4000},
                        {3600, 7200},
                        {3601, 7201},
                        {5000, 2000},
                        {0, 5000},
                        {2000, 0},
                        {0xffffffffL, 0xffffffffL}
                    };
                    for (long[] wish : wishes) {
                        server.tell(from(
                                30,
                                client(1)
                                        .solicit()
                                        .beginIa(NA, 1, 11, 22)
                                        .address(in(30, "10"), wish[0], wish[1])
                                        .endIa()
                                        .beginIa(PD, 1, 0, 0)
                                        .prefix(delegated(30, 0), wish[0], wish[1])
                                        .endIa()));
                    }
                })
                .same();
    }

    @Test
    void lifetimesThatAreFixed() {
        told(
                        29,
                        client(1)
                                .solicit()
                                .beginIa(NA, 1, 11, 22)
                                .address(in(29, "10"), 77, 99)
                                .endIa()
                                .beginIa(PD, 1, 0, 0)
                                .prefix(delegated(29, 0), 7777, 9999)
                                .endIa())
                .same();
    }

    @Test
    void timersThatAreConfigured() {
        told(31, client(1).solicit(NA), client(1).solicit(PD)).same();
    }

    @Test
    void timersThatAreNotConfigured() {
        told(32, client(1).solicit(NA)).same();
    }

    @Test
    void timersThatAreCalculated() {
        told(33, client(1).solicit(NA)).same();
    }

    @Test
    void timersInTheWrongOrder() {
        told(34, client(1).solicit(NA)).same();
    }

    @Test
    void timersLongerThanTheLease() {
        told(37, client(1).solicit(NA)).same();
    }

    @Test
    void infiniteLifetimes() {
        told(
                        35,
                        client(1).solicit().ia(NA, 1).ia(PD, 1),
                        client(1)
                                .request()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(35, "10"), 100, 200)
                                .endIa(),
                        client(1).renew().ia(1, in(35, "10")))
                .differs(
                        "1. IA_NA 1: Holdfast T1 4294967295 T2 4294967295, Kea T1 2147483648 T2 3435973836",
                        "1. IA_PD 1: Holdfast T1 4294967295 T2 4294967295, Kea T1 2147483648 T2 3435973836",
                        "2. IA_NA 1: Holdfast T1 4294967295 T2 4294967295, Kea T1 2147483648 T2 3435973836",
                        "3. IA_NA 1: Holdfast T1 4294967295 T2 4294967295, Kea T1 2147483648 T2 3435973836");
    }

    @Test
    void infiniteLifetimesThatAreAskedFor() {
        told(
                        38,
                        client(1)
                                .request()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(38, "10"), 0xffffffffL, 0xffffffffL)
                                .endIa(),
                        client(1).renew().ia(1, in(38, "10")))
                .differs("1. IA_NA 1: Holdfast T1 4294967295 T2 4294967295, Kea T1 2147483648 T2 3435973836");
    }

    @Test
    void otherLifetimesThanBefore() {
        told(
                        30,
                        client(9)
                                .request()
                                .beginIa(NA, 1, 0, 0)
                                .address(in(30, "12"), 3000, 6000)
                                .endIa(),
                        client(9).solicit().ia(1, in(30, "12")),
                        client(9).request().ia(1, in(30, "12")),
                        client(9).renew().ia(1, in(30, "12")))
                .differs(
                        "2. IA_NA 1: Holdfast T1 900 T2 1440, Kea T1 1500 T2 2400",
                        "2. IA_NA 1.0: Holdfast 2001:db8:30::12 1800 3600, Kea 2001:db8:30::12 3000 6000",
                        "3. IA_NA 1: Holdfast T1 900 T2 1440, Kea T1 1500 T2 2400",
                        "3. IA_NA 1.0: Holdfast 2001:db8:30::12 1800 3600, Kea 2001:db8:30::12 3000 6000");
    }

    @Test
    void aPreferredLifetimeLongerThanTheValidOne() {
        told(36, client(1).solicit(NA)).same();
    }

    @Test
    void aPartOfThePrefixThatIsExcluded() {
        told(
                        41,
                        client(1).solicit().ia(1, prefix("fd00:41:0:300::/56")),
                        client(1).solicit().ia(1, prefix("fd00:41:0:300::/56")).requesting(67),
                        client(1).request().ia(1, prefix("fd00:41:0:300::/56")).requesting(67),
                        client(1).renew().ia(1, prefix("fd00:41:0:300::/56")).requesting(67),
                        client(1).rebind().ia(1, prefix("fd00:41:0:300::/56")).requesting(67),
                        client(1).renew().ia(1, prefix("fd00:41:0:300::/56")))
                .same();
    }

    @Test
    void solicitingTwice() {
        told(48, client(1).solicit(NA), client(1).solicit(NA))
                .differs("2. IA_NA 1.0: Holdfast 2001:db8:48::10 3000 4000, Kea 2001:db8:48::11 3000 4000");
    }

    @Test
    void elapsedTimeAndReconfigureAcceptAndUserClass() {
        told(
                        44,
                        client(1)
                                .solicit(NA)
                                .elapsed(1234)
                                .option(20, new byte[0])
                                .option(15, bytes("0003616263"))
                                .option(16, bytes("0000118b0003616263"))
                                .option(0xfff0, bytes("01")))
                .same();
    }
}
