package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.EngineLog;
import io.holdfast.engine.Failure;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What classes do to a client's address, time and fields, and when it comes into them. */
class ClientClassTests {

    private static final int VENDOR_CLASS = 60;

    private static final String KNOWN_1 = "{ \"hw-address\": \"02:00:00:00:00:01\" }";

    /** Classes, and the subnet 10.0.0.0/24 with these members. */
    private static World world(String classes, String subnet) {
        return new World(World.server("\"client-classes\": [ " + classes
                + " ], \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\", " + subnet + " } ]"));
    }

    private static final String POOL = "\"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.199\" } ]";

    /** A pool for members of the class "a", and one for the others. */
    private static final String POOLS = """
            "pools": [ { "pool": "10.0.0.10-10.0.0.19", "client-classes": [ "a" ] },
                       { "pool": "10.0.0.100-10.0.0.199", "client-classes": [ "b" ] } ]""";

    private static final String A_AND_B = """
            { "name": "a", "test": "option[60].text == 'a'" }, { "name": "b", "test": "not member('a')" }""";

    private static Request4 ofVendor(Request4 request, String vendor) {
        return request.option(VENDOR_CLASS, vendor.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"DHCPDISCOVER", "DHCPREQUEST", "DHCPRELEASE"})
    void whatIsInTheClassDropGetsNoAnswer(MessageType4 type) {
        World world = world("{ \"name\": \"DROP\", \"test\": \"option[60].text == 'x'\" }", POOL);
        assertThat(world.send(ofVendor(Client.of(1).message(type), "x")).dropped())
                .isEqualTo(DropReason.CLASS_DROP);
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void aTestThatFailsIsToldOnceForEachConfiguration() {
        List<String> lines = EngineLog.during(() -> {
            for (int configuration = 0; configuration < 2; configuration++) {
                World world = world("""
                        { "name": "a", "test": "uint8totext(option[60].hex) == '1'" },
                        { "name": "b", "test": "not member('a')" }""", POOL);
                assertThat(world.send(ofVendor(Client.of(1).discover(), "x"))
                                .view()
                                .yiaddr())
                        .isEqualTo("10.0.0.100");
                world.send(ofVendor(Client.of(2).discover(), "long"));
                world.send(ofVendor(Client.of(3).discover(), "longer"));
            }
        });
        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> line.startsWith("WARN DHCP4_CLASS_TEST_FAILED the class 'a' has no member"))
                .allMatch(line -> line.matches(".* at test\\.json:\\d+:\\d+: Dhcp4\\.client-classes\\[0]\\.test: .*"))
                .allMatch(line -> line.endsWith(": 4 bytes are not a number of 1"));
    }

    @Test
    void clientsWithoutReservationCanBeDropped() {
        World world = world(
                "{ \"name\": \"DROP\", \"test\": \"member('UNKNOWN')\" }",
                POOL + ", \"reservations\": [ " + KNOWN_1 + " ]");
        assertThat(world.send(Client.of(2).discover()).dropped()).isEqualTo(DropReason.CLASS_DROP);
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void aReservationCanHaveItsClientDropped() {
        World world = new World(World.subnet("""
                "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "DROP" ] } ]"""));
        assertThat(world.send(Client.of(1).discover()).dropped()).isEqualTo(DropReason.CLASS_DROP);
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void whoIsRejectedGetsNoLease() {
        World world = world("{ \"name\": \"REJECT\", \"test\": \"option[60].text == 'x'\" }", POOL);
        assertThat(world.send(ofVendor(Client.of(1).discover(), "x")).dropped()).isEqualTo(DropReason.CLASS_REJECT);
        assertThat(world.send(ofVendor(Client.of(1).selecting("10.0.0.100"), "x"))
                        .view()
                        .type())
                .isEqualTo(MessageType4.DHCPNAK);
    }

    @Test
    void poolsAreForTheirClasses() {
        World world = world(A_AND_B, POOLS);
        assertThat(world.send(ofVendor(Client.of(1).discover(), "a")).view().yiaddr())
                .isEqualTo("10.0.0.10");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
        assertThat(world.send(Client.of(3).selecting("10.0.0.11")).view().type())
                .isEqualTo(MessageType4.DHCPNAK);
        assertThat(world.send(ofVendor(Client.of(3).selecting("10.0.0.11"), "a"))
                        .view()
                        .type())
                .isEqualTo(MessageType4.DHCPACK);
    }

    @Test
    void aLeaseInAPoolThatIsNotForTheClientAnyMoreIsNotRenewed() {
        World world = world(A_AND_B, POOLS);
        String address = world.send(Client.of(1).discover()).view().yiaddr();
        world.send(Client.of(1).selecting(address));
        assertThat(world.send(ofVendor(Client.of(1).renewing(address), "a"))
                        .view()
                        .type())
                .isEqualTo(MessageType4.DHCPNAK);
        assertThat(world.send(ofVendor(Client.of(1).discover(), "a")).view().yiaddr())
                .isEqualTo("10.0.0.10");
    }

    @Test
    void noPoolForTheClassesIsAFailureOfTheClasses() {
        World world = world(
                "{ \"name\": \"a\", \"test\": \"option[60].text == 'a'\" }",
                "\"pools\": [ { \"pool\": \"10.0.0.10-10.0.0.19\", \"client-classes\": [ \"a\" ] } ]");
        World.Result result = world.send(Client.of(1).discover());
        assertThat(result.dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(result.exchange().failures()).containsExactly(new Failure(1, null, AllocationFailure.CLASSES));
    }

    @Test
    void aReservedClassDecidesAboutThePoolAndWhatDependsOnIt() {
        World world = world(A_AND_B, POOLS + """
                , "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "a" ] } ]""");
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.10");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void knownClientsCanHaveAPoolOfTheirOwn() {
        World world = new World(World.server("""
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "reservations": [ %s ],
                  "pools": [ { "pool": "10.0.0.10-10.0.0.19", "client-classes": [ "KNOWN" ] },
                             { "pool": "10.0.0.100-10.0.0.199", "client-classes": [ "UNKNOWN" ] } ] } ]""".formatted(KNOWN_1)));
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.10");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void aGlobalReservationsClassMovesTheClientToAnotherSubnetOfItsNetwork() {
        assertThat(network("").send(Client.of(1).discover()).view().yiaddr()).startsWith("10.2.0.");
        assertThat(network("").send(Client.of(2).discover()).view().yiaddr()).startsWith("10.1.0.");
    }

    private static World network(String more) {
        return new World(World.server("""
                "client-classes": [ { "name": "a" }, { "name": "b", "test": "not member('a')" } ],
                "reservations-global": true, %s
                "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "a" ] } ],
                "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet4": [
                  { "id": 1, "subnet": "10.1.0.0/24", "client-classes": [ "b" ],
                    "pools": [ { "pool": "10.1.0.10-10.1.0.11" } ] },
                  { "id": 2, "subnet": "10.2.0.0/24", "client-classes": [ "a" ],
                    "pools": [ { "pool": "10.2.0.10-10.2.0.11" } ] } ] } ]""".formatted(more)));
    }

    @Test
    void anEarlyLookUpOfGlobalReservationsDecidesAboutTheSubnet() {
        String subnets = """
                "client-classes": [ { "name": "a" }, { "name": "b", "test": "not member('a')" } ],
                "early-global-reservations-lookup": %s, "reservations-global": true,
                "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "a" ] } ],
                "subnet4": [
                  { "id": 1, "subnet": "10.1.0.0/24", "interface": "eth0", "client-classes": [ "b" ],
                    "pools": [ { "pool": "10.1.0.10-10.1.0.11" } ] },
                  { "id": 2, "subnet": "10.2.0.0/24", "interface": "eth0", "client-classes": [ "a" ],
                    "pools": [ { "pool": "10.2.0.10-10.2.0.11" } ] } ]""";
        World early = new World(World.server(subnets.formatted("true")));
        assertThat(early.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.2.0.10");
        assertThat(early.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.1.0.10");
        World late = new World(World.server(subnets.formatted("false")));
        assertThat(late.send(Client.of(1).discover()).dropped()).isEqualTo(DropReason.NO_SUBNET);
    }

    @Test
    void theFirstClassWithATimeCounts() {
        World world = world("""
                { "name": "none" , "test": "member('ALL')" },
                { "name": "first", "test": "option[60].exists", "valid-lifetime": 1000, "min-valid-lifetime": 900,
                  "max-valid-lifetime": 1100 },
                { "name": "second", "test": "option[60].exists", "valid-lifetime": 2000 }""", POOL);
        assertThat(time(world, ofVendor(Client.of(1).discover(), "x"))).isEqualTo(1000);
        assertThat(time(world, ofVendor(Client.of(1).discover(), "x").option(OptionCode4.LEASE_TIME, 5000)))
                .isEqualTo(1100);
        assertThat(time(world, Client.of(2).discover())).isEqualTo(3600);
        World.Result ack = world.send(ofVendor(Client.of(1).selecting("10.0.0.100"), "x"));
        assertThat(Objects.requireNonNull(world.row(ack.view().yiaddr())).validLifetime())
                .isEqualTo(1000);
    }

    private static long time(World world, Request4 request) {
        return world.send(request).view().number(OptionCode4.LEASE_TIME);
    }

    @Test
    void aClassHasItsOffersStored() {
        World world = world("{ \"name\": \"stored\", \"test\": \"option[60].exists\", \"offer-lifetime\": 45 }", POOL);
        world.send(Client.of(2).discover());
        assertThat(world.rows).isEmpty();
        world.send(ofVendor(Client.of(1).discover(), "x"));
        assertThat(world.rows.values()).extracting("validLifetime").containsExactly(45L);
    }

    @Test
    void fieldsComeFromTheReservationThenTheClassesThenTheSubnet() {
        World world = world("""
                { "name": "c", "test": "option[60].exists", "next-server": "10.0.0.3", "boot-file-name": "ofclass" }""", POOL + """
                , "boot-file-name": "ofsubnet", "server-hostname": "ofsubnet", "reservations": [
                  { "hw-address": "02:00:00:00:00:01", "boot-file-name": "ofhost" } ]""");
        ReplyView view = world.send(ofVendor(Client.of(1).discover(), "x")).view();
        assertThat(view.message().bootFile()).isEqualTo("ofhost");
        assertThat(view.message().serverAddress()).hasToString("10.0.0.3");
        assertThat(view.message().serverName()).isEqualTo("ofsubnet");
        assertThat(world.send(Client.of(2).discover()).view().message().bootFile())
                .isEqualTo("ofsubnet");
    }

    @Test
    void additionalClassesAreEvaluatedWhenTheLeaseIsChosen() {
        World world = world("""
                { "name": "more", "test": "member('ALL')", "only-in-additional-list": true,
                  "option-data": [ { "name": "domain-name", "data": "more.example" } ] }""", """
                "pools": [ { "pool": "10.0.0.100-10.0.0.100", "evaluate-additional-classes": [ "more" ] },
                           { "pool": "10.0.0.101-10.0.0.199" } ]""");
        assertThat(world.send(Client.of(1).discover()).view().text(15)).isEqualTo("more.example");
        assertThat(world.send(Client.of(2).discover()).view().has(15)).isFalse();
    }
}
