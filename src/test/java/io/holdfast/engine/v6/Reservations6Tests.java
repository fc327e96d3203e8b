package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.Lease6Builder;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reserved goes to its client and to nobody else: from the configuration, or from a database that has to be asked. */
@ParameterizedClass(name = "in a database: {0}")
@ValueSource(booleans = {false, true})
class Reservations6Tests {

    private static final String POOLS = """
            "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::1ff" } ],
            "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56,
              "excluded-prefix": "2001:db8:100:1::", "excluded-prefix-len": 64 } ]""";

    @Parameter
    boolean inDatabase;

    /** Of clients by number. */
    private static String host(int client, String members) {
        return "{ \"duid\": \"%s\", %s }".formatted(Client6.of(client).duid(), members);
    }

    private String config(String subnet, String members) {
        return World6.server("%s %s \"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8:1::/64\","
                        .formatted(
                                inDatabase
                                        ? "\"hosts-database\": { \"type\": \"postgresql\", \"name\": \"kea\" },"
                                        : "",
                                members)
                + " \"interface\": \"eth0\", %s %s } ]".formatted(subnet, POOLS));
    }

    private World6 world(String... hosts) {
        return new World6(config("\"reservations\": [ %s ],".formatted(String.join(", ", hosts)), ""));
    }

    private World6 global(String subnet, String... hosts) {
        return new World6(config(
                subnet + " \"reservations-global\": true,",
                "\"reservations\": [ %s ],".formatted(String.join(", ", hosts))));
    }

    /** The same leases, with these reservations from now on. */
    private World6 again(World6 before, String... hosts) {
        World6 world =
                new World6(config("\"reservations\": [ %s ],".formatted(String.join(", ", hosts)), ""), before.rows);
        world.now = before.now;
        return world;
    }

    private static Client6 client(int number) {
        return Client6.of(number);
    }

    private static Request6 requestOf(int number) {
        return client(number).toUs(MessageType6.REQUEST).ia(IaType.NA, 1);
    }

    @Test
    void itsClientGetsIt() {
        World6 world = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::7");
        assertThat(world.send(requestOf(1)).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600");
        world.now += 900;
        assertThat(world.send(client(1).renew("2001:db8:1::7")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600");
        assertThat(world.send(client(1).release("2001:db8:1::7")).view().all()).isEqualTo("IA_NA 1: Success");
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::7");
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void aRenewalIsOneQuestionEach() {
        World6 world = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        world.send(requestOf(1));
        world.send(requestOf(2));
        for (int number = 1; number <= 2; number++) {
            int finds = world.finds;
            int hostFinds = world.hostFinds;
            world.send(client(number).renew(number == 1 ? "2001:db8:1::7" : "2001:db8:1::100"));
            assertThat(world.finds - finds).isEqualTo(1);
            assertThat(world.hostFinds - hostFinds).isEqualTo(inDatabase ? 1 : 0);
        }
    }

    @Test
    void aNewClientIsOneQuestionOfEachStore() {
        World6 world = world();
        world.send(requestOf(1));
        int finds = world.finds;
        int hostFinds = world.hostFinds;
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
        assertThat(world.finds - finds).isEqualTo(1);
        assertThat(world.hostFinds - hostFinds).isEqualTo(inDatabase ? 1 : 0);
    }

    @Test
    void whatWasSetAsideForAClientThatHasSomethingIsForTheNext() {
        World6 world = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        world.send(requestOf(2));
        world.now += 900;
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::7");
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(client(3).solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
    }

    @Test
    void clientsAreKnownByTheirHardwareAddress() {
        World6 world = new World6(config("""
                "reservations": [ { "hw-address": "02:00:00:00:00:05", "ip-addresses": [ "2001:db8:1::5" ] },
                  %s ],""".formatted(host(6, "\"ip-addresses\": [ \"2001:db8:1::6\" ]")), ""));
        assertThat(world.send(client(5).solicit()).view().address(1)).isEqualTo("2001:db8:1::5");
        assertThat(world.send(client(6).solicit()).view().address(1)).isEqualTo("2001:db8:1::6");
    }

    @Test
    void theOrderOfIdentifiersDecides() {
        String hosts = """
                "reservations": [ { "hw-address": "02:00:00:00:00:05", "ip-addresses": [ "2001:db8:1::5" ] },
                  %s ],""".formatted(host(5, "\"ip-addresses\": [ \"2001:db8:1::6\" ]"));
        World6 hardware = new World6(config(hosts, "\"host-reservation-identifiers\": [ \"hw-address\", \"duid\" ],"));
        World6 duid = new World6(config(hosts, "\"host-reservation-identifiers\": [ \"duid\", \"hw-address\" ],"));
        World6 only = new World6(config(hosts, "\"host-reservation-identifiers\": [ \"flex-id\" ],"));
        assertThat(hardware.send(client(5).solicit()).view().address(1)).isEqualTo("2001:db8:1::5");
        assertThat(duid.send(client(5).solicit()).view().address(1)).isEqualTo("2001:db8:1::6");
        assertThat(only.send(client(5).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void eachAssociationGetsOneOfSeveral() {
        World6 world = world(host(1, """
                "ip-addresses": [ "2001:db8:1::7", "2001:db8:1::8" ], "prefixes": [ "2001:db8:7000::/48" ]"""));
        Request6 all = client(1)
                .toUs(MessageType6.REQUEST)
                .ia(IaType.NA, 11)
                .ia(IaType.NA, 12)
                .ia(IaType.NA, 13)
                .ia(IaType.PD, 21)
                .ia(IaType.PD, 22);
        String given = "IA_NA 11: 2001:db8:1::7 1800/3600; IA_NA 12: 2001:db8:1::8 1800/3600;"
                + " IA_NA 13: 2001:db8:1::100 1800/3600; IA_PD 21: 2001:db8:7000::/48 1800/3600;"
                + " IA_PD 22: 2001:db8:100::/56 1800/3600";
        assertThat(world.send(all).view().all()).isEqualTo(given);
        world.now += 900;
        Request6 renewal = client(1)
                .toUs(MessageType6.RENEW)
                .ia(11, Ipv6Address.parse("2001:db8:1::7"))
                .ia(12, Ipv6Address.parse("2001:db8:1::8"))
                .ia(13, Ipv6Address.parse("2001:db8:1::100"))
                .ia(21, prefix("2001:db8:7000::/48"))
                .ia(22, prefix("2001:db8:100::/56"));
        assertThat(world.send(renewal).view().all()).isEqualTo(given);
        assertThat(world.send(client(1).solicit().ia(IaType.NA, 12)).view().all())
                .as("association 1 is new, and everything is the others'")
                .isEqualTo("IA_NA 1: 2001:db8:1::101 1800/3600; IA_NA 12: 2001:db8:1::8 1800/3600");
    }

    @Test
    void nobodyElseGetsItFromThePool() {
        World6 world = world(
                host(1, "\"ip-addresses\": [ \"2001:db8:1::100\" ], \"prefixes\": [ \"2001:db8:100::/56\" ]"),
                host(2, "\"ip-addresses\": [ \"2001:db8:1::101\" ]"));
        Request6 both = client(3).toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(IaType.PD, 1);
        assertThat(world.send(both).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::102 1800/3600; IA_PD 1: 2001:db8:100:100::/56 1800/3600");
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(requestOf(2)).view().address(1)).isEqualTo("2001:db8:1::101");
    }

    @Test
    void nobodyElseGetsItByAskingForIt() {
        World6 world = world(
                host(1, "\"ip-addresses\": [ \"2001:db8:1::142\" ], \"prefixes\": [ \"2001:db8:100:4200::/56\" ]"));
        Request6 request = client(2).request("2001:db8:1::142").ia(1, prefix("2001:db8:100:4200::/56"));
        assertThat(world.send(request).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600; IA_PD 1: 2001:db8:100::/56 1800/3600");
        assertThat(world.send(client(3).renew("2001:db8:1::142")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::101 1800/3600, 2001:db8:1::142 0/0");
    }

    @Test
    void aPoolFullOfReservationsIsExhausted() {
        World6 world = new World6(config(
                        "\"reservations\": [ %s, %s ],"
                                .formatted(
                                        host(1, "\"ip-addresses\": [ \"2001:db8:1::100\" ]"),
                                        host(2, "\"ip-addresses\": [ \"2001:db8:1::101\" ]")),
                        "")
                .replace("2001:db8:1::1ff", "2001:db8:1::101"));
        assertThat(world.send(client(3).solicit()).view().all()).isEqualTo("IA_NA 1: NoAddrsAvail");
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
    }

    @Test
    void manyReservationsInAPoolDoNotHideWhatIsFree() {
        StringBuilder hosts = new StringBuilder();
        for (int number = 0; number < 200; number++) {
            hosts.append(number == 0 ? "" : ", ")
                    .append(host(1000 + number, "\"ip-addresses\": [ \"2001:db8:1::1%02x\" ]".formatted(number)));
        }
        World6 world = world(hosts.toString());
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::1c8");
        assertThat(world.hostFinds).isLessThan(10);
        assertThat(world.send(requestOf(2)).view().address(1)).isEqualTo("2001:db8:1::1c9");
    }

    @Test
    void whoeverHasItWhenItIsReservedLosesItAtTheNextRenewal() {
        World6 before = world();
        before.send(client(1).request("2001:db8:1::142").ia(1, prefix("2001:db8:100:4200::/56")));
        World6 world = again(before, host(2, """
                "ip-addresses": [ "2001:db8:1::142" ], "prefixes": [ "2001:db8:100:4200::/56" ]"""));
        assertThat(world.send(client(2).solicit().ia(IaType.PD, 1)).view().all())
                .as("it is not free yet")
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600; IA_PD 1: 2001:db8:100::/56 1800/3600");
        world.now += 60;
        Request6 renewal = client(1).renew("2001:db8:1::142").ia(1, prefix("2001:db8:100:4200::/56"));
        assertThat(world.send(renewal).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:1::142 0/0;"
                        + " IA_PD 1: 2001:db8:100::/56 1800/3600, 2001:db8:100:4200::/56 0/0");
        assertThat(world.row("2001:db8:1::142")).isNull();
        assertThat(world.send(requestOf(2).ia(IaType.PD, 1)).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::142 1800/3600; IA_PD 1: 2001:db8:100:4200::/56 1800/3600");
    }

    @Test
    void whoeverHasItWhenItIsReservedLosesItByARequestToo() {
        World6 before = world();
        before.send(client(1).request("2001:db8:1::142"));
        World6 world = again(before, host(2, "\"ip-addresses\": [ \"2001:db8:1::142\" ]"));
        assertThat(world.send(client(1).solicit()).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(world.row("2001:db8:1::142"))
                .as("an ADVERTISE changes nothing")
                .isNotNull();
        assertThat(world.send(requestOf(1)).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(world.row("2001:db8:1::142")).isNull();
    }

    @Test
    void aLeaseGivesWayToAReservation() {
        World6 before = world();
        before.send(requestOf(1).ia(IaType.PD, 1));
        World6 world = again(before, host(1, """
                "ip-addresses": [ "2001:db8:1::7" ], "prefixes": [ "2001:db8:7000::/48" ]"""));
        Request6 renewal = client(1).renew("2001:db8:1::100").ia(1, prefix("2001:db8:100::/56"));
        assertThat(world.send(renewal).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600, 2001:db8:1::100 0/0;"
                        + " IA_PD 1: 2001:db8:7000::/48 1800/3600, 2001:db8:100::/56 0/0");
        assertThat(world.rows).hasSize(2);
    }

    @Test
    void withoutAReservationForItALeaseGoesOn() {
        World6 before = world();
        before.send(requestOf(1).ia(IaType.PD, 1));
        World6 world = again(before, host(1, "\"prefixes\": [ \"2001:db8:7000::/48\" ]"));
        Request6 renewal = client(1).renew("2001:db8:1::100").ia(1, prefix("2001:db8:100::/56"));
        assertThat(world.send(renewal).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600;"
                        + " IA_PD 1: 2001:db8:7000::/48 1800/3600, 2001:db8:100::/56 0/0");
    }

    @Test
    void aReservationThatIsGoneLeavesTheClientToThePool() {
        World6 before = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        before.send(requestOf(1));
        World6 world = again(before);
        assertThat(world.send(client(1).renew("2001:db8:1::7")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:1::7 0/0");
    }

    @Test
    void whatAnotherHasIsNotGivenTwice() {
        World6 before = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        before.put(Lease6Builder.lease6("2001:db8:1::7").client(9).build());
        World6 world = again(before, host(1, "\"ip-addresses\": [ \"2001:db8:1::7\", \"2001:db8:1::8\" ]"));
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::8");
    }

    @Test
    void aLeaseThatIsOverIsNotInTheWay() {
        World6 world = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        world.put(Lease6Builder.lease6("2001:db8:1::7")
                .client(9)
                .state(LeaseState.EXPIRED_RECLAIMED)
                .build());
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::7");
    }

    @Test
    void aDeclinedReservationIsNotGivenForAWhile() {
        World6 world = world(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        world.send(requestOf(1));
        world.send(client(1).decline("2001:db8:1::7"));
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    /** A prefix of another size than the pool gives out would get two owners. */
    @Test
    void whatCutsAPoolIsNotGiven() {
        World6 world = new World6(config("", "\"reservations\": [ %s ],".formatted(host(1, """
                "prefixes": [ "2001:db8:100::/48", "2001:db8:100:4242::/64", "2001:db8:100:4200::/56" ]""")))
                .replace("\"interface\"", "\"reservations-global\": true, \"interface\""));
        assertThat(world.send(client(1).message(MessageType6.SOLICIT).ia(IaType.PD, 1))
                        .view()
                        .prefix(1))
                .isEqualTo("2001:db8:100:4200::/56");
    }

    /** What runs inside of it, from a pool that was there before, keeps it. */
    @Test
    void whatOverlapsALeaseIsNotGiven() {
        World6 world = world(host(1, "\"prefixes\": [ \"2001:db8:7000::/48\" ]"));
        world.put(Lease6Builder.prefix("2001:db8:7000:1::/64").client(9).build());
        assertThat(world.send(client(1).message(MessageType6.SOLICIT).ia(IaType.PD, 1))
                        .view()
                        .prefix(1))
                .isEqualTo("2001:db8:100::/56");
    }

    @Test
    void theExcludedPartIsThatOfTheReservation() {
        World6 world = world(host(1, """
                        "prefixes": [ "2001:db8:7000::/48" ], "excluded-prefixes": [ "2001:db8:7000:1::/64" ]"""), host(2, "\"prefixes\": [ \"2001:db8:8000::/48\" ]"));
        assertThat(excluded(world, 1)).isEqualTo("40:00:01");
        assertThat(excluded(world, 2)).isNull();
        assertThat(excluded(world, 3)).isEqualTo("40:01");
    }

    private static String excluded(World6 world, int client) {
        ReplyView6 view = world.send(Client6.of(client)
                        .message(MessageType6.SOLICIT)
                        .ia(IaType.PD, 1)
                        .requesting(OptionCode6.PD_EXCLUDE))
                .view();
        byte[] option = view.given(view.ia(IaType.PD, 1)).options().payload(OptionCode6.PD_EXCLUDE);
        return option == null ? null : io.holdfast.address.HexText.format(option);
    }

    @Test
    void globalAddressesHoldWhereTheyFit() {
        World6 world = global("", host(1, """
                "ip-addresses": [ "2001:db8:77::7", "2001:db8:1::7" ], "prefixes": [ "2001:db8:7000::/48" ]"""));
        assertThat(world.send(requestOf(1).ia(IaType.PD, 1)).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600; IA_PD 1: 2001:db8:7000::/48 1800/3600");
        world.now += 100;
        Request6 renewal = client(1).renew("2001:db8:1::7").ia(1, prefix("2001:db8:7000::/48"));
        assertThat(world.send(renewal).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600; IA_PD 1: 2001:db8:7000::/48 1800/3600");
    }

    @Test
    void thoseOfTheSubnetComeBeforeGlobalOnes() {
        World6 world = global(
                "\"reservations\": [ %s ],".formatted(host(1, "\"ip-addresses\": [ \"2001:db8:1::8\" ]")),
                host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ], \"hostname\": \"global\""));
        assertThat(world.send(requestOf(1).ia(IaType.NA, 2)).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::8 1800/3600; IA_NA 2: 2001:db8:1::7 1800/3600");
    }

    @Test
    void globalOnesDoNotHoldUnlessTheSubnetSaysSo() {
        World6 world = new World6(
                config("", "\"reservations\": [ %s ],".formatted(host(1, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"))));
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void thoseOfTheSubnetCanBeSwitchedOff() {
        World6 world = new World6(config(
                "\"reservations-in-subnet\": false, \"reservations\": [ %s ],"
                        .formatted(host(1, "\"ip-addresses\": [ \"2001:db8:1::100\" ]")),
                ""));
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
    }

    /** Then nothing is looked up for addresses of the pools, and what is reserved there is nobody's. */
    @Test
    void outOfThePoolsMeansWhatItSays() {
        World6 world = new World6(config(
                "\"reservations-out-of-pool\": true, \"reservations\": [ %s, %s ],"
                        .formatted(
                                host(1, "\"ip-addresses\": [ \"2001:db8:1::100\", \"2001:db8:1::7\" ]"),
                                host(2, "\"ip-addresses\": [ \"2001:db8:1::101\" ]")),
                ""));
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::7");
        assertThat(world.send(requestOf(2)).view().address(1)).isEqualTo("2001:db8:1::100");
        int hostFinds = world.hostFinds;
        assertThat(world.send(requestOf(3)).view().address(1)).isEqualTo("2001:db8:1::101");
        assertThat(world.hostFinds - hostFinds).as("about the client alone").isEqualTo(inDatabase ? 1 : 0);
    }

    @Test
    void severalClientsCanShareAnAddress() {
        World6 world = new World6(config(
                "\"reservations\": [ %s, %s ],"
                        .formatted(
                                host(1, "\"ip-addresses\": [ \"2001:db8:1::107\" ]"),
                                host(2, "\"ip-addresses\": [ \"2001:db8:1::107\" ]")),
                "\"ip-reservations-unique\": false,"));
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:1::107");
        assertThat(world.send(requestOf(2)).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(client(1).renew("2001:db8:1::107")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::107 1800/3600");
        world.send(client(1).release("2001:db8:1::107"));
        assertThat(world.send(client(2).renew("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::107 1800/3600, 2001:db8:1::100 0/0");
    }

    @Test
    void namesAreReserved() {
        World6 world = world(host(1, "\"hostname\": \"Printer.Example\""));
        byte[] fqdn = {1, 2, 'm', 'e', 0};
        world.send(requestOf(1));
        assertThat(world.theRow("2001:db8:1::100").hostname()).isEqualTo("printer.example");
        ReplyView6 view =
                world.send(requestOf(1).option(OptionCode6.CLIENT_FQDN, fqdn)).view();
        assertThat(view.hex(OptionCode6.CLIENT_FQDN))
                .isEqualTo("06:07:70:72:69:6e:74:65:72:07:65:78:61:6d:70:6c:65:00");
        assertThat(world.theRow("2001:db8:1::100").hostname()).isEqualTo("printer.example.");
    }

    @Test
    void optionsAreReserved() {
        World6 world = world(host(1, """
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::99" } ]"""));
        assertThat(world.send(requestOf(1).requesting(23)).view().hex(23))
                .isEqualTo("20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:99");
        assertThat(world.send(requestOf(2).requesting(23)).view().has(23)).isFalse();
    }

    @Test
    void nobodyRegistersWhatIsReserved() {
        World6 world = world(host(2, "\"ip-addresses\": [ \"2001:db8:1::7\" ]"));
        Request6 inform =
                client(1).message(MessageType6.ADDR_REG_INFORM).address(Ipv6Address.parse("2001:db8:1::7"), 100, 200);
        Result result = world.send(inform, World6.unicast("2001:db8:1::7"));
        assertThat(result.dropped()).isIn(DropReason.RFC_VIOLATION, DropReason.UNICAST_NOT_ALLOWED);
        assertThat(world.rows).isEmpty();
    }

    @Test
    void inASharedNetworkEachSubnetHasItsOwn() {
        World6 world = new World6(World6.server("""
                %s "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet6": [
                  { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::100/120" } ] },
                  { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::100/120" } ],
                    "reservations": [ %s, %s ] } ] } ]""".formatted(
                        inDatabase ? "\"hosts-database\": { \"type\": \"postgresql\", \"name\": \"kea\" }," : "",
                        host(1, "\"ip-addresses\": [ \"2001:db8:2::7\" ], \"hostname\": \"one\""),
                        host(2, "\"hostname\": \"two\""))));
        assertThat(world.send(requestOf(1)).view().address(1)).isEqualTo("2001:db8:2::7");
        Lease6 lease = world.theRow("2001:db8:2::7");
        assertThat(lease.subnetId()).isEqualTo(2);
        assertThat(lease.hostname()).isEqualTo("one");
        assertThat(world.send(client(1).renew("2001:db8:2::7")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:2::7 1800/3600");
        assertThat(world.send(requestOf(2)).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.theRow("2001:db8:1::100").hostname())
                .as("the reservation is that of the other subnet")
                .isEmpty();
    }
}
