package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.ReservationIndex;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reservations that have to be asked for: few rounds, the same answers; and none, while the database is away. */
class HostsDatabaseTests {

    private static final HostLookup AWAY = questions ->
            questions.stream().map(_ -> new HostAnswer(List.of(), false)).toList();

    private final World world = new World(World.server("""
            "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
            "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]"""));

    private static HostLookup reserved(String reservations) {
        try {
            return ConfigCompiler.compile(
                            World.server("\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\", \"reservations\": [ "
                                    + reservations + " ] } ]"),
                            "hosts.json")
                    .config()
                    .hosts()
                    .reservations();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String reserve(int client, String address) {
        return "{ \"hw-address\": \"02:00:00:00:00:" + HexFormat.of().toHexDigits((byte) client)
                + "\", \"ip-address\": \"" + address + "\" }";
    }

    private String offered(Client client) {
        return world.send(client.discover()).view().yiaddr();
    }

    private String leased(Client client) {
        String address = offered(client);
        assertThat(world.send(client.selecting(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
        return address;
    }

    @Test
    void theClientIsGivenWhatTheDatabaseReserves() {
        world.reservations = reserved(reserve(1, "10.0.0.7"));
        assertThat(leased(Client.of(1))).isEqualTo("10.0.0.7");
        assertThat(leased(Client.of(2))).isEqualTo("10.0.0.100");
    }

    /** Also where it is known that few addresses are left, and they are kept from those who may not need any. */
    @Test
    void theLastAddressesOfAKnownPoolAreGivenOut() {
        World few = new World(World.server("""
            "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ], "allocator": "flq",
            "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.103" } ] } ]"""));
        few.survey();
        for (int client = 1; client <= 4; client++) {
            String address = few.send(Client.of(client).discover()).view().yiaddr();
            assertThat(few.send(Client.of(client).selecting(address)).view().type())
                    .isEqualTo(MessageType4.DHCPACK);
        }
        assertThat(few.rows).hasSize(4);
    }

    @Test
    void reservationsAndLeasesAreAskedForTogether() {
        leased(Client.of(1));
        world.finds = 0;
        world.hostFinds = 0;
        assertThat(world.send(Client.of(1).renewing("10.0.0.100")).view().type())
                .isEqualTo(MessageType4.DHCPACK);
        assertThat(world.finds).isEqualTo(1);
        assertThat(world.hostFinds).isEqualTo(1);
    }

    @Test
    void aNewClientIsOneQuestionOfEachStoreUntilItsLeaseIsWritten() {
        leased(Client.of(1));
        world.finds = 0;
        world.hostFinds = 0;
        String offered = offered(Client.of(2));
        assertThat(world.finds).isEqualTo(1);
        assertThat(world.hostFinds).isEqualTo(1);
        assertThat(world.send(Client.of(2).selecting(offered)).view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(world.finds).as("what the offer knows is not asked again").isEqualTo(1);
        assertThat(world.hostFinds).as("but who has reserved it").isEqualTo(2);
    }

    @Test
    void anOfferedAddressThatIsReservedMeanwhileIsRefused() {
        String offered = offered(Client.of(2));
        world.reservations = reserved(reserve(1, offered));
        assertThat(world.send(Client.of(2).selecting(offered)).view().type()).isEqualTo(MessageType4.DHCPNAK);
    }

    @Test
    void whatWasSetAsideForAClientWithALeaseIsForTheNext() {
        leased(Client.of(1));
        world.pass(100);
        assertThat(offered(Client.of(1))).isEqualTo("10.0.0.100");
        assertThat(offered(Client.of(2))).isEqualTo("10.0.0.101");
    }

    @Test
    void whatWasSetAsideForAClientWithAReservationIsForTheNext() {
        world.reservations = reserved(reserve(1, "10.0.0.7"));
        assertThat(offered(Client.of(1))).isEqualTo("10.0.0.7");
        assertThat(offered(Client.of(2))).isEqualTo("10.0.0.100");
    }

    @Test
    void whatWasSetAsideForAnExchangeThatEndsIsForTheNext() {
        leased(Client.of(1));
        byte[] data = Client.of(2).discover().toBytes();
        Exchange4 abandoned = world.engine.open(data, data.length, World.broadcast());
        assertThat(world.engine.decide(abandoned, world.now)).isInstanceOf(Decision.Ask.class);
        assertThat(offered(Client.of(3))).isEqualTo("10.0.0.102");
        abandoned.over();
        abandoned.over();
        assertThat(offered(Client.of(4))).isEqualTo("10.0.0.101");
        assertThat(offered(Client.of(5))).isEqualTo("10.0.0.103");
    }

    @Test
    void whatWasSetAsideAndGivenToAnotherMeanwhileDoesNotComeBack() {
        leased(Client.of(1));
        byte[] data = Client.of(2).discover().toBytes();
        Exchange4 abandoned = world.engine.open(data, data.length, World.broadcast());
        assertThat(world.engine.decide(abandoned, world.now)).isInstanceOf(Decision.Ask.class);
        assertThat(world.send(Client.of(3).selecting("10.0.0.101")).view().type())
                .isEqualTo(MessageType4.DHCPACK);
        abandoned.over();
        assertThat(offered(Client.of(4))).isEqualTo("10.0.0.102");
    }

    @Test
    void whatWasSetAsideForAClientThatIsDroppedForBeingUnknownIsForTheNext() {
        World guarded = new World(World.server("""
            "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
            "client-classes": [ { "name": "DROP", "test": "member('UNKNOWN')" } ],
            "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]"""));
        guarded.reservations = reserved("{ \"hw-address\": \"02:00:00:00:00:01\", \"hostname\": \"one\" }");
        for (int i = 2; i < 10; i++) {
            assertThat(guarded.send(Client.of(i).discover()).dropped()).isEqualTo(DropReason.CLASS_DROP);
        }
        assertThat(guarded.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void anAddressReservedForAnotherIsNotGivenNorKept() {
        leased(Client.of(2));
        world.reservations = reserved(reserve(1, "10.0.0.100") + "," + reserve(4, "10.0.0.101"));
        assertThat(world.send(Client.of(2).renewing("10.0.0.100")).view().type())
                .isEqualTo(MessageType4.DHCPNAK);
        assertThat(world.send(Client.of(3).selecting("10.0.0.101")).view().type())
                .isEqualTo(MessageType4.DHCPNAK);
        assertThat(world.send(Client.of(3)
                                .discover()
                                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.0.0.101")))
                        .view()
                        .yiaddr())
                .isEqualTo("10.0.0.102");
    }

    @Test
    void aPoolFullOfReservedAddressesIsSearchedInFewRounds() {
        StringBuilder all = new StringBuilder(reserve(100, "10.0.0.100"));
        for (int i = 101; i < 199; i++) {
            all.append(",").append(reserve(i, "10.0.0." + i));
        }
        world.reservations = reserved(all.toString());
        assertThat(offered(Client.of(1))).isEqualTo("10.0.0.199");
        assertThat(world.hostFinds).isLessThanOrEqualTo(6);
    }

    @Test
    void addressesAskedAboutInVainAreNotLostToOthers() {
        StringBuilder some = new StringBuilder(reserve(100, "10.0.0.100"));
        world.reservations = reserved(some.toString());
        for (int i = 1; i <= 99; i++) {
            assertThat(leased(Client.of(i))).isNotEqualTo("10.0.0.100");
        }
        assertThat(world.send(Client.of(101).discover()).dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(leased(Client.of(100))).isEqualTo("10.0.0.100");
    }

    @Test
    void whileTheDatabaseIsAwayANewClientGetsAShortLease() {
        world.reservations = AWAY;
        World.Result offer = world.send(Client.of(1).discover());
        assertThat(offer.view().number(OptionCode4.LEASE_TIME)).isEqualTo(60);
        World.Result ack = world.send(Client.of(1).selecting(offer.view().yiaddr()));
        assertThat(ack.view().number(OptionCode4.LEASE_TIME)).isEqualTo(60);
        assertThat(Objects.requireNonNull(world.row(ack.view().yiaddr())).validLifetime())
                .isEqualTo(60);
    }

    @Test
    void whileTheDatabaseIsAwayNobodyLosesWhatItHas() {
        world.reservations = reserved(reserve(1, "10.0.0.7"));
        leased(Client.of(1));
        leased(Client.of(2));
        world.reservations = AWAY;
        world.pass(100);
        World.Result outside = world.send(Client.of(1).renewing("10.0.0.7"));
        assertThat(outside.view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(outside.view().number(OptionCode4.LEASE_TIME)).isEqualTo(3500);
        assertThat(world.send(Client.of(2).renewing("10.0.0.100")).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3500);
        assertThat(offered(Client.of(1))).isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP", "REJECT"})
    void whileTheDatabaseIsAwayWhoLooksUnknownKeepsWhatItHasAndGetsNothingNew(String barred) {
        World guarded = new World(World.server("""
            "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
            "client-classes": [ { "name": "%s", "test": "member('UNKNOWN')" } ],
            "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]
            """.formatted(barred)));
        guarded.reservations = reserved(reserve(1, "10.0.0.7"));
        guarded.send(Client.of(1).discover());
        guarded.send(Client.of(1).selecting("10.0.0.7"));
        guarded.reservations = AWAY;
        guarded.pass(1800);
        World.Result kept = guarded.send(Client.of(1).renewing("10.0.0.7"));
        assertThat(kept.view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(guarded.send(Client.of(2).discover()).dropped())
                .isEqualTo(barred.equals("DROP") ? DropReason.CLASS_DROP : DropReason.CLASS_REJECT);
    }

    @Test
    void whileTheDatabaseIsAwayAnUnknownAddressIsNoReasonForARefusal() {
        world.reservations = AWAY;
        assertThat(world.send(Client.of(1).selecting("10.0.0.7")).dropped()).isEqualTo(DropReason.UNKNOWN_ADDRESS);
    }

    @Test
    void whatIsKnownGoesOnToHoldInFull() {
        ReservationIndex last = (ReservationIndex) reserved(reserve(1, "10.0.0.7"));
        world.reservations = questions -> questions.stream().map(last::answer).toList();
        assertThat(world.send(Client.of(1).discover()).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3600);
    }

    @Test
    void theQuestionNamesTheIdentifiersInTheirOrderAndTheSubnet() {
        HostQuestion.OfClient[] asked = new HostQuestion.OfClient[1];
        world.reservations = questions -> {
            if (questions.getFirst() instanceof HostQuestion.OfClient question) {
                asked[0] = question;
            }
            return questions.stream().map(_ -> HostAnswer.NOTHING).toList();
        };
        world.send(Client.of(1).withId("01:02").discover());
        HostQuestion.OfClient question = Objects.requireNonNull(asked[0]);
        assertThat(question.identifiers())
                .extracting(Object::toString)
                .containsExactly("hw-address=020000000001", "client-id=0102");
        assertThat(question.subnetIds()).containsExactly(1);
    }
}
