package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import org.junit.jupiter.api.Test;

/** Classes say which subnet and which pools are for a client, for how long, and whether it is answered at all. */
class Classes6Tests {

    /** Members of a class send their number as option 1000. */
    private static final String CLASSES = """
            "client-classes": [ { "name": "gold", "test": "option[1000].hex == 0x01", "valid-lifetime": 7000,
                "min-valid-lifetime": 6000, "max-valid-lifetime": 8000 },
              { "name": "silver", "test": "option[1000].hex == 0x02", "preferred-lifetime": 1000 },
              { "name": "bronze" },
              { "name": "guest", "test": "member('UNKNOWN')" },
              { "name": "resident", "test": "member('KNOWN') and not member('bronze')" } ],
            """;

    private static Client6 client(int number) {
        return Client6.of(number);
    }

    private static World6 world(String members) {
        return new World6(World6.server(CLASSES + members));
    }

    private static World6 subnet(String members) {
        return world("\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\", " + members
                + " } ]");
    }

    private static Request6 of(int group, Request6 request) {
        return request.option(1000, new byte[] {(byte) group});
    }

    private static Request6 requestOf(int number) {
        return client(number).toUs(MessageType6.REQUEST).ia(IaType.NA, 1);
    }

    private static String host(int client, String members) {
        return "{ \"duid\": \"%s\", %s }".formatted(Client6.of(client).duid(), members);
    }

    private static Ipv6Address address(String text) {
        return Ipv6Address.parse(text);
    }

    @Test
    void aSubnetIsForItsClasses() {
        World6 world = world("""
                "subnet6": [
                  { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "client-classes": [ "gold" ],
                    "pools": [ { "pool": "2001:db8:1::100/120" } ] },
                  { "id": 2, "subnet": "2001:db8:2::/64", "interface": "eth0", "client-classes": [ "silver", "bronze" ],
                    "pools": [ { "pool": "2001:db8:2::100/120" } ] } ]""");
        assertThat(world.send(of(1, client(1).solicit())).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(of(2, client(2).solicit())).view().address(1)).isEqualTo("2001:db8:2::100");
        assertThat(world.send(client(3).solicit()).view().all()).isEqualTo("IA_NA 1: NoAddrsAvail");
    }

    @Test
    void aNetworkAndItsSubnetsAreForTheirClasses() {
        World6 world = world("""
                "shared-networks": [ { "name": "floor", "interface": "eth0", "client-classes": [ "gold", "silver" ],
                  "subnet6": [
                    { "id": 1, "subnet": "2001:db8:1::/64", "client-classes": [ "gold" ],
                      "pools": [ { "pool": "2001:db8:1::100/128" } ] },
                    { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::100/120" } ] } ] } ]""");
        assertThat(world.send(of(1, requestOf(1))).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(of(1, requestOf(2))).view().address(1)).isEqualTo("2001:db8:2::100");
        assertThat(world.send(of(2, requestOf(3))).view().address(1)).isEqualTo("2001:db8:2::101");
        assertThat(world.send(of(2, requestOf(3).ia(9, address("2001:db8:1::100"))))
                        .view()
                        .ia(IaType.NA, 9)
                        .leases())
                .as("a hint of a subnet for others")
                .noneMatch(lease -> lease.address().equals(address("2001:db8:1::100")));
        assertThat(world.send(of(3, requestOf(4))).view().all()).isEqualTo("IA_NA 1: NoAddrsAvail");
    }

    @Test
    void aPoolIsForItsClasses() {
        World6 world = subnet("""
                "pools": [ { "pool": "2001:db8:1::100/128", "client-classes": [ "gold" ] },
                           { "pool": "2001:db8:1::200/128", "client-classes": [ "silver" ] } ],
                "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 56, "delegated-len": 56,
                                "client-classes": [ "gold" ] },
                              { "prefix": "2001:db8:200::", "prefix-len": 55, "delegated-len": 56 } ]""");
        assertThat(world.send(of(2, requestOf(2)).ia(IaType.PD, 1)).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::200 1000/3600; IA_PD 1: 2001:db8:200::/56 1000/3600");
        assertThat(world.send(of(1, requestOf(1)).ia(1, prefix("2001:db8:100::/56")))
                        .view()
                        .all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/7000; IA_PD 1: 2001:db8:100::/56 1800/7000");
        assertThat(world.send(of(2, requestOf(3)).ia(1, prefix("2001:db8:100::/56")))
                        .view()
                        .all())
                .isEqualTo("IA_NA 1: NoAddrsAvail; IA_PD 1: 2001:db8:200:100::/56 1000/3600");
    }

    @Test
    void whereAllPoolsAreForOthersThatIsCounted() {
        World6 world = subnet("""
                "pools": [ { "pool": "2001:db8:1::100/128", "client-classes": [ "gold" ] } ]""");
        Result result = world.send(client(1).solicit().ia(IaType.PD, 1));
        assertThat(result.exchange().failures())
                .containsExactly(
                        new Failure(1, IaType.NA, AllocationFailure.CLASSES),
                        new Failure(1, IaType.PD, AllocationFailure.NO_POOLS));
        world.send(of(1, requestOf(1)));
        assertThat(world.send(of(1, client(2).solicit())).exchange().failures())
                .containsExactly(new Failure(1, IaType.NA, AllocationFailure.SUBNET));
    }

    @Test
    void aLeaseOfAPoolForOthersEndsWithTheNextRenewal() {
        World6 world = subnet("""
                "pools": [ { "pool": "2001:db8:1::100/120", "client-classes": [ "gold" ] },
                           { "pool": "2001:db8:1::200/120" } ]""");
        world.send(of(1, client(1).request("2001:db8:1::105")));
        assertThat(world.send(of(1, client(1).renew("2001:db8:1::105"))).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::105 1800/7000");
        assertThat(world.send(client(1).renew("2001:db8:1::105")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::200 1800/3600, 2001:db8:1::105 0/0");
        assertThat(world.row("2001:db8:1::105")).isNull();
    }

    @Test
    void lifetimesAreThoseOfTheFirstClassThatHasAny() {
        World6 world = subnet("\"pools\": [ { \"pool\": \"2001:db8:1::100/120\" } ]");
        assertThat(world.send(of(1, requestOf(1))).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/7000");
        assertThat(world.send(of(2, requestOf(2))).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::101 1000/3600");
        Request6 wish = client(3)
                .toUs(MessageType6.REQUEST)
                .beginIa(IaType.NA, 1, 0, 0)
                .address(Ipv6Address.UNSPECIFIED, 900, 100)
                .endIa();
        assertThat(world.send(of(1, wish)).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::102 900/6000");
    }

    @Test
    void whoIsInDropIsNotAnswered() {
        World6 world =
                world("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100/120" } ], "reservations": [ %s, %s ] } ]""".formatted(host(3, "\"client-classes\": [ \"DROP\" ]"), host(4, "\"hostname\": \"four\"")));
        assertThat(world.send(requestOf(3)).dropped()).isEqualTo(DropReason.CLASS_DROP);
        assertThat(world.send(requestOf(4)).view().address(1)).isEqualTo("2001:db8:1::100");
        World6 tested = new World6(World6.server("""
                "client-classes": [ { "name": "DROP", "test": "option[1000].exists or member('KNOWN')" } ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100/120" } ], "reservations": [ %s ] } ]""".formatted(host(4, "\"hostname\": \"four\""))));
        assertThat(tested.send(of(1, requestOf(1))).dropped()).isEqualTo(DropReason.CLASS_DROP);
        assertThat(tested.send(requestOf(4)).dropped()).isEqualTo(DropReason.CLASS_DROP);
        assertThat(tested.send(client(4).release("2001:db8:1::100")).dropped()).isEqualTo(DropReason.CLASS_DROP);
        assertThat(tested.send(requestOf(5)).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void whoIsInRejectGetsNothing() {
        World6 world = new World6(World6.server("""
                "client-classes": [ { "name": "REJECT", "test": "option[1000].exists" } ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100/120" } ] } ]"""));
        ReplyView6 advertise =
                world.send(of(1, client(1).solicit().ia(IaType.PD, 2))).view();
        assertThat(advertise.type()).isEqualTo(MessageType6.ADVERTISE);
        assertThat(advertise.all()).isEqualTo("IA_NA 1: NoAddrsAvail; IA_PD 2: NoPrefixAvail");
        world.send(requestOf(1));
        ReplyView6 reply = world.send(of(1, client(1).renew("2001:db8:1::100"))).view();
        assertThat(reply.type()).isEqualTo(MessageType6.REPLY);
        assertThat(reply.all()).isEqualTo("IA_NA 1: NoAddrsAvail");
        assertThat(world.row("2001:db8:1::100")).as("it runs out by itself").isNotNull();
    }

    @Test
    void knownClientsHavePoolsOfTheirOwn() {
        World6 world = world("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100/120", "client-classes": [ "KNOWN" ] },
                             { "pool": "2001:db8:1::200/120", "client-classes": [ "UNKNOWN" ] },
                             { "pool": "2001:db8:1::300/120", "client-classes": [ "resident" ] } ],
                  "reservations": [ %s ] } ]""".formatted(host(1, "\"hostname\": \"one\"")));
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::200");
        assertThat(world.send(client(1).request("2001:db8:1::305")).view().address(1))
                .isEqualTo("2001:db8:1::305");
        assertThat(world.send(client(2).request("2001:db8:1::305")).view().address(1))
                .isEqualTo("2001:db8:1::200");
    }

    @Test
    void aReservationGivesClasses() {
        World6 world =
                world("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100/120", "client-classes": [ "bronze" ] },
                             { "pool": "2001:db8:1::200/120" } ],
                  "reservations": [ %s, %s ] } ]""".formatted(host(1, "\"client-classes\": [ \"bronze\" ]"), host(2, "\"hostname\": \"two\"")));
        assertThat(world.send(client(1).request("2001:db8:1::105")).view().address(1))
                .isEqualTo("2001:db8:1::105");
        assertThat(world.send(client(2).request("2001:db8:1::105")).view().address(1))
                .isEqualTo("2001:db8:1::200");
    }

    /** The classes of a global reservation can say which subnet it is, if they are looked up that early. */
    @Test
    void globalReservationsCanBeLookedUpEarly() {
        String members = """
                "reservations": [ %s ],
                "subnet6": [
                  { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "client-classes": [ "bronze" ],
                    "reservations-global": true, "pools": [ { "pool": "2001:db8:1::100/120" } ] },
                  { "id": 2, "subnet": "2001:db8:2::/64", "interface": "eth0", "reservations-global": true,
                    "pools": [ { "pool": "2001:db8:2::100/120" } ] } ]""".formatted(host(1, "\"client-classes\": [ \"bronze\" ]"));
        assertThat(world("\"early-global-reservations-lookup\": true," + members)
                        .send(client(1).solicit())
                        .view()
                        .address(1))
                .isEqualTo("2001:db8:1::100");
        assertThat(world(members).send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:2::100");
        assertThat(world("\"early-global-reservations-lookup\": true," + members)
                        .send(client(2).solicit())
                        .view()
                        .address(1))
                .isEqualTo("2001:db8:2::100");
    }

    /** Its class is what the subnet's options hang on; the class alone would not be enough. */
    @Test
    void additionalClassesAddOptionsOnly() {
        World6 world = new World6(World6.server("""
                "client-classes": [
                  { "name": "late", "test": "option[1000].exists", "only-in-additional-list": true,
                    "valid-lifetime": 9999, "option-data": [ { "name": "dns-servers", "data": "2001:db8::53" } ] },
                  { "name": "pooled", "only-in-additional-list": true,
                    "option-data": [ { "name": "sntp-servers", "data": "2001:db8::31" } ] } ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "evaluate-additional-classes": [ "late" ],
                  "pools": [ { "pool": "2001:db8:1::100/128", "evaluate-additional-classes": [ "pooled" ] },
                             { "pool": "2001:db8:1::200/120" } ] } ]"""));
        ReplyView6 first = world.send(of(1, requestOf(1).requesting(23, 31))).view();
        assertThat(first.all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(first.has(23)).isTrue();
        assertThat(first.has(31)).isTrue();
        ReplyView6 second = world.send(requestOf(2).requesting(23, 31)).view();
        assertThat(second.has(23)).isFalse();
        assertThat(second.has(31)).isFalse();
    }

    /** In a shared network the subnet is settled by the reservation, and only then its classes count. */
    @Test
    void classesOfAReservationInANetworkComeLate() {
        World6 world = world(
                """
                "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet6": [
                  { "id": 1, "subnet": "2001:db8:1::/64",
                    "pools": [ { "pool": "2001:db8:1::100/120", "client-classes": [ "bronze" ] } ] },
                  { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::100/120" } ],
                    "reservations": [ %s ],
                    "option-data": [ { "name": "dns-servers", "data": "2001:db8::53", "client-classes": [ "bronze" ] } ]
                  } ] } ]""".formatted(host(1, "\"client-classes\": [ \"bronze\" ], \"ip-addresses\": [ \"2001:db8:2::7\" ]")));
        ReplyView6 view =
                world.send(requestOf(1).ia(IaType.NA, 2).requesting(23)).view();
        assertThat(view.all()).isEqualTo("IA_NA 1: 2001:db8:2::7 1800/3600; IA_NA 2: 2001:db8:2::100 1800/3600");
        assertThat(view.has(23)).isTrue();
        assertThat(world.send(requestOf(2).requesting(23)).view().has(23)).isFalse();
    }
}
