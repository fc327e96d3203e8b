package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.START;
import static io.holdfast.engine.v4.World.broadcast;
import static io.holdfast.engine.v4.World.subnet;
import static io.holdfast.engine.v4.World.unicast;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.engine.v4.World.Result;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** RFC 2131 §4.3.2 and table 4. */
class RequestTests {

    private final World world = new World(subnet(""));
    private final Client client = Client.of(1);

    private Lease4 row(String address) {
        return Objects.requireNonNull(world.row(address), address);
    }

    private static void assertNak(Result result) {
        ReplyView nak = result.view();
        assertThat(nak.type()).isEqualTo(MessageType4.DHCPNAK);
        assertThat(nak.yiaddr()).isEqualTo("0.0.0.0");
        assertThat(nak.ciaddr()).isEqualTo("0.0.0.0");
        assertThat(nak.has(OptionCode4.LEASE_TIME)).isFalse();
    }

    private static void assertAck(Result result, String address) {
        ReplyView ack = result.view();
        assertThat(ack.type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(ack.yiaddr()).isEqualTo(address);
        assertThat(ack.number(OptionCode4.LEASE_TIME)).isPositive();
    }

    // Long lives

    @Test
    void theLongestFiniteLeaseRunsAsLongAsItSays() {
        World years = new World(subnet("\"valid-lifetime\": 4294967294, \"min-valid-lifetime\": 4294967294,"
                + " \"max-valid-lifetime\": 4294967294, \"calculate-tee-times\": true"));
        years.send(client.discover());
        ReplyView ack = years.send(client.selecting("10.0.0.100")).view();
        assertThat(ack.number(OptionCode4.LEASE_TIME)).isEqualTo(4_294_967_294L);
        assertThat(ack.number(OptionCode4.RENEWAL_TIME)).isEqualTo(2_147_483_647L);
        assertThat(ack.number(OptionCode4.REBINDING_TIME)).isEqualTo(3_758_096_382L);
        years.now += 4_294_967_294L;
        assertThat(Objects.requireNonNull(years.row("10.0.0.100")).isVacant(years.now))
                .isFalse();
        assertAck(years.send(client.renewing("10.0.0.100"), unicast("10.0.0.100")), "10.0.0.100");
        years.now += 4_294_967_295L;
        assertThat(Objects.requireNonNull(years.row("10.0.0.100")).isVacant(years.now))
                .isTrue();
    }

    @Test
    void aClientKeepsItsAddressWhenTheClockPasses2038() {
        world.now = 2_147_483_640L;
        world.send(client.discover());
        assertAck(world.send(client.selecting("10.0.0.100")), "10.0.0.100");
        world.now += 1800;
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.101");
        assertAck(world.send(client.renewing("10.0.0.100"), unicast("10.0.0.100")), "10.0.0.100");
        assertThat(row("10.0.0.100").expire()).isEqualTo(2_147_483_640L + 1800 + 3600);
    }

    // SELECTING

    @Test
    void whatWasOfferedIsGrantedWithoutAnotherRead() {
        world.send(client.discover());
        int finds = world.finds;
        assertAck(world.send(client.selecting("10.0.0.100")), "10.0.0.100");
        assertThat(world.finds).isEqualTo(finds);
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Grant.class);
        Lease4 lease = row("10.0.0.100");
        assertThat(lease.hardware()).isEqualTo(client.hardware());
        assertThat(lease.validLifetime()).isEqualTo(3600);
        assertThat(lease.lastTransaction()).isEqualTo(START);
        assertThat(lease.subnetId()).isEqualTo(1);
        assertThat(world.offers.size()).isZero();
    }

    @Test
    void aRetransmissionIsAnsweredAgainAndChangesTheLeaseOnlyInTime() {
        world.send(client.discover());
        world.send(client.selecting("10.0.0.100"));
        world.now += 2;
        assertAck(world.send(client.selecting("10.0.0.100")), "10.0.0.100");
        assertThat(world.applied).last().isInstanceOf(LeaseChange.Renew.class);
        assertThat(row("10.0.0.100").lastTransaction()).isEqualTo(START + 2);
    }

    @Test
    void aRetransmissionInTheSameBatchIsHarmless() {
        world.send(client.discover());
        List<Result> results =
                world.sendAll(List.of(client.selecting("10.0.0.100"), client.selecting("10.0.0.100")), broadcast());
        results.forEach(result -> assertAck(result, "10.0.0.100"));
        assertThat(world.applied).hasSize(1);
    }

    @Test
    void anAddressThatWasNeverOfferedIsGrantedIfItIsVacant() {
        assertAck(world.send(client.selecting("10.0.0.123")), "10.0.0.123");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void anAddressThatHasGoneToAnotherInTheMeantimeIsRefused() {
        world.send(client.discover());
        world.put(lease("10.0.0.100").client(9).build());
        assertNak(world.send(client.selecting("10.0.0.100")));
        assertThat(row("10.0.0.100").hardware()).isNotEqualTo(client.hardware());
    }

    @Test
    void afterALostRaceThePickerGoesElsewhere() {
        world.send(client.discover());
        world.put(lease("10.0.0.100").client(9).build());
        world.send(client.selecting("10.0.0.100"));
        String next = world.send(client.discover()).view().yiaddr();
        assertThat(next).isNotEqualTo("10.0.0.101");
        assertAck(world.send(client.selecting(next)), next);
    }

    @Test
    void aRowThatWasReclaimedInTheMeantimeIsGrantedAllTheSame() {
        Lease4 expired =
                lease("10.0.0.150").client(1).clientId(null).until(START - 10).build();
        world.put(expired);
        world.send(client.discover());
        world.put(expired.in(LeaseState.EXPIRED_RECLAIMED));
        assertAck(world.send(client.selecting("10.0.0.150")), "10.0.0.150");
        assertThat(row("10.0.0.150").state()).isEqualTo(LeaseState.DEFAULT);
    }

    @Test
    void anAddressOnOfferToAnotherIsRefused() {
        world.send(client.discover());
        assertNak(world.send(Client.of(2).selecting("10.0.0.100")));
        assertAck(world.send(client.selecting("10.0.0.100")), "10.0.0.100");
    }

    @Test
    void anAddressInNoPoolIsNotAnsweredAsInKea() {
        assertThat(world.send(client.selecting("10.0.0.20")).dropped()).isEqualTo(DropReason.UNKNOWN_ADDRESS);
    }

    @Test
    void declinedAddressesAreRefused() {
        world.put(lease("10.0.0.150")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .build());
        assertNak(world.send(client.selecting("10.0.0.150")));
    }

    @Test
    void theLeaseBeforeEndsWhenTheClientTakesAnotherAddress() {
        world.put(lease("10.0.0.50").client(1).clientId(null).build());
        String offered = world.send(client.discover()).view().yiaddr();
        assertAck(world.send(client.selecting(offered)), offered);
        assertThat(world.row("10.0.0.50")).isNull();
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void aLeaseBeforeThatSomebodyElseHasCleanedUpDoesNotHinder() {
        world.put(lease("10.0.0.50").client(1).clientId(null).build());
        String offered = world.send(client.discover()).view().yiaddr();
        world.rows.remove(Ipv4Address.parse("10.0.0.50"));
        assertAck(world.send(client.selecting(offered)), offered);
    }

    @Test
    void whenAnotherServerIsChosenTheOfferIsFreeAtOnce() {
        world.send(client.discover());
        Result result = world.send(client.message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.0.0.200"))
                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("10.0.0.2")));
        assertThat(result.dropped()).isEqualTo(DropReason.OTHER_SERVER);
        assertThat(world.offers.size()).isZero();
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void serverIdentifiersOfOursAreThoseOfTheInterfaceAndThoseConfigured() {
        World other = new World(
                subnet("\"option-data\": [ { \"name\": \"dhcp-server-identifier\", \"data\": \"10.9.9.9\" } ]"));
        assertThat(other.send(client.discover()).view().address(OptionCode4.SERVER_IDENTIFIER))
                .isEqualTo("10.9.9.9");
        Result result = other.send(client.message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.0.0.100"))
                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("10.9.9.9")));
        assertAck(result, "10.0.0.100");
    }

    @Test
    void foreignServerIdentifiersCanBeIgnored() {
        World other = new World(World.server("\"compatibility\": { \"ignore-dhcp-server-identifier\": true },"
                + " \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\","
                + " \"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.199\" } ] } ]"));
        Result result = other.send(client.message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.0.0.100"))
                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("10.9.9.9")));
        assertAck(result, "10.0.0.100");
    }

    // INIT-REBOOT

    @Test
    void aRebootingClientKeepsItsAddress() {
        world.put(
                lease("10.0.0.150").client(1).clientId(null).since(START - 100).build());
        assertAck(world.send(client.rebooting("10.0.0.150")), "10.0.0.150");
        assertThat(row("10.0.0.150").lastTransaction()).isEqualTo(START);
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Renew.class);
    }

    @Test
    void aRebootingClientThatIsWrongAboutItsAddressIsRefused() {
        world.put(lease("10.0.0.150").client(1).clientId(null).build());
        assertNak(world.send(client.rebooting("10.0.0.151")));
        assertNak(world.send(client.rebooting("192.168.1.5")));
        assertThat(row("10.0.0.150")).isNotNull();
    }

    @Test
    void anUnknownRebootingClientIsLeftToOtherServers() {
        assertThat(world.send(client.rebooting("10.0.0.150")).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
        assertThat(world.send(client.rebooting("192.168.1.5")).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
    }

    @Test
    void anAuthoritativeServerRefusesUnknownRebootingClients() {
        World other = new World(subnet("\"authoritative\": true"));
        assertNak(other.send(client.rebooting("10.0.0.150")));
        assertNak(other.send(client.rebooting("192.168.1.5")));
    }

    @Test
    void aRebootingClientKeepsWhatItReleasedOrLetExpireWhileNobodyElseHasIt() {
        world.put(lease("10.0.0.150")
                .client(1)
                .clientId(null)
                .state(LeaseState.RELEASED)
                .lifetime(0)
                .build());
        assertAck(world.send(client.rebooting("10.0.0.150")), "10.0.0.150");
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Grant.class);
    }

    // RENEWING and REBINDING

    @Test
    void aRenewalCostsOneReadAndOneWrite() {
        world.put(
                lease("10.0.0.150").client(1).clientId(null).since(START - 1800).build());
        Result result = world.send(client.renewing("10.0.0.150"), unicast("10.0.0.150"));
        assertAck(result, "10.0.0.150");
        assertThat(result.view().ciaddr()).isEqualTo("10.0.0.150");
        assertThat(world.finds).isEqualTo(1);
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Renew.class);
        assertThat(row("10.0.0.150").expire()).isEqualTo(START + 3600);
    }

    @Test
    void aRenewalOfAnAddressThatIsAnothersIsRefused() {
        world.put(lease("10.0.0.150").client(9).build());
        assertNak(world.send(client.renewing("10.0.0.150"), unicast("10.0.0.150")));
    }

    @Test
    void aRenewalOfALostLeaseIsGrantedWhileTheAddressIsVacant() {
        assertAck(world.send(client.renewing("10.0.0.150"), unicast("10.0.0.150")), "10.0.0.150");
        world.put(lease("10.0.0.151").client(9).until(START - 10).build());
        assertAck(world.send(Client.of(2).renewing("10.0.0.151"), unicast("10.0.0.151")), "10.0.0.151");
    }

    @Test
    void anExpiredLeaseIsGrantedAgainToItsClientThoughItWasOfferedToAnother() {
        Client owner = new Client(Client.of(150).hardware(), null);
        for (int i = 100; i < 200; i++) {
            world.put(lease("10.0.0." + i)
                    .client(i)
                    .clientId(null)
                    .until(i == 150 ? START - 5 : START + 500)
                    .build());
        }
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.150");
        assertAck(world.send(owner.renewing("10.0.0.150"), unicast("10.0.0.150")), "10.0.0.150");
        assertNak(world.send(client.selecting("10.0.0.150")));
    }

    @Test
    void aRebindingClientOfAnotherNetworkIsNotAnswered() {
        assertThat(world.send(client.renewing("192.168.1.5")).dropped()).isEqualTo(DropReason.UNKNOWN_ADDRESS);
        World other = new World(subnet("\"interface\": \"eth7\""));
        Arrival elsewhere = new Arrival(
                "eth1", List.of(Ipv4Address.parse("172.16.0.1")), Ipv4Address.UNSPECIFIED, 68, Ipv4Address.BROADCAST);
        assertThat(other.send(client.renewing("192.168.1.5"), elsewhere).dropped())
                .isEqualTo(DropReason.NO_SUBNET);
        assertThat(other.send(client.rebooting("192.168.1.5"), elsewhere).dropped())
                .isEqualTo(DropReason.NO_SUBNET);
        assertNak(other.send(
                client.selecting("192.168.1.5"),
                new Arrival(
                        "eth1",
                        List.of(Ipv4Address.parse("172.16.0.1"), World.SERVER),
                        Ipv4Address.UNSPECIFIED,
                        68,
                        Ipv4Address.BROADCAST)));
    }

    @Test
    void aRenewalThatLosesItsRowToTheReclaimerIsGrantedAgain() {
        Lease4 old =
                lease("10.0.0.150").client(1).clientId(null).until(START - 5).build();
        world.put(old);
        byte[] data = client.renewing("10.0.0.150").toBytes();
        Exchange4 x = world.engine.open(data, data.length, unicast("10.0.0.150"));
        world.engine.decide(x, world.now);
        x.learn(List.of(List.of(old)));
        LeaseChange first =
                ((Decision.Answer) world.engine.decide(x, world.now)).changes().getFirst();
        x.taken(first, new ChangeOutcome.Taken(null));
        LeaseChange second =
                ((Decision.Answer) world.engine.decide(x, world.now)).changes().getFirst();
        assertThat(second.expected()).isNull();
        assertThat(second.address()).hasToString("10.0.0.150");
    }

    // Neither (F4-026)

    @Test
    void aRequestThatNamesNothingGetsAnAddress() {
        assertAck(world.send(client.message(MessageType4.DHCPREQUEST)), "10.0.0.100");
        world.now += 10;
        assertAck(world.send(client.message(MessageType4.DHCPREQUEST)), "10.0.0.100");
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void aRequestThatNamesNothingMeetsALostRaceWithAnotherAddress() {
        world.send(Client.of(8).message(MessageType4.DHCPREQUEST));
        world.put(lease("10.0.0.101").client(9).build());
        Result result = world.send(client.message(MessageType4.DHCPREQUEST));
        assertThat(result.view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(result.view().yiaddr()).isNotEqualTo("10.0.0.101");
    }

    @Test
    void aRequestThatNamesNothingIsRefusedByAFullPool() {
        for (int i = 100; i < 200; i++) {
            world.put(lease("10.0.0." + i).client(i).build());
        }
        Result result = world.send(client.message(MessageType4.DHCPREQUEST));
        assertNak(result);
        assertThat(result.exchange().failures()).containsExactly(new Failure(1, null, AllocationFailure.SUBNET));
    }
}
