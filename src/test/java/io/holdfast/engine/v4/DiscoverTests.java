package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.START;
import static io.holdfast.engine.v4.World.subnet;
import static io.holdfast.engine.v4.World.unicast;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.engine.v4.World.Result;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** RFC 2131 §4.3.1. */
class DiscoverTests {

    private final World world = new World(subnet(""));
    private final Client client = Client.of(1);

    @Test
    void aNewClientIsOfferedTheFirstVacantAddressAtOneReadAndNoWrite() {
        ReplyView offer = world.send(client.discover()).view();
        assertThat(offer.type()).isEqualTo(MessageType4.DHCPOFFER);
        assertThat(offer.yiaddr()).isEqualTo("10.0.0.100");
        assertThat(offer.number(OptionCode4.LEASE_TIME)).isEqualTo(3600);
        assertThat(offer.address(OptionCode4.SERVER_IDENTIFIER)).isEqualTo("10.0.0.1");
        assertThat(offer.address(OptionCode4.SUBNET_MASK)).isEqualTo("255.255.255.0");
        assertThat(world.finds).isEqualTo(1);
        assertThat(world.commits).isZero();
        world.send(Client.of(2).discover());
        assertThat(world.refills).isEqualTo(1);
    }

    @Test
    void aClientThatAsksAgainGetsTheSameOffer() {
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.100");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.101");
        world.now += 29;
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.100");
        world.now += 29;
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void twoDiscoversOfOneClientInOneBatchAreOneOffer() {
        List<Result> results = world.sendAll(
                List.of(client.discover(), client.discover(), Client.of(2).discover()), World.broadcast());
        assertThat(results)
                .extracting(r -> r.view().yiaddr())
                .containsExactly("10.0.0.100", "10.0.0.100", "10.0.0.101");
    }

    @Test
    void anOfferNobodyTakesIsTheNextOne() {
        world.send(client.discover());
        world.now += 31;
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void aClientWithALeaseIsOfferedItsAddress() {
        world.put(lease("10.0.0.150").client(1).clientId(null).build());
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.150");
    }

    @Test
    void formerLeasesComeBackToTheirClientWhileVacant() {
        world.put(lease("10.0.0.150")
                .client(1)
                .clientId(null)
                .state(LeaseState.RELEASED)
                .lifetime(0)
                .build());
        world.put(lease("10.0.0.151")
                .client(2)
                .clientId(null)
                .state(LeaseState.EXPIRED_RECLAIMED)
                .until(START - 50)
                .build());
        world.put(lease("10.0.0.152").client(3).clientId(null).until(START - 50).build());
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.150");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.151");
        assertThat(world.send(Client.of(3).discover()).view().yiaddr()).isEqualTo("10.0.0.152");
    }

    @Test
    void aLeaseThatIsInNoPoolAnyMoreIsNotOffered() {
        world.put(lease("10.0.0.50").client(1).clientId(null).build());
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void theRequestedAddressIsOfferedIfItIsVacantAndInAPool() {
        world.put(lease("10.0.0.160").client(9).build());
        world.put(lease("10.0.0.161").client(9).until(START - 1).build());
        world.put(lease("10.0.0.162")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .build());
        assertThat(wishing(1, "10.0.0.155")).isEqualTo("10.0.0.155");
        assertThat(wishing(2, "10.0.0.160")).isEqualTo("10.0.0.100");
        assertThat(wishing(3, "10.0.0.161")).isEqualTo("10.0.0.161");
        assertThat(wishing(4, "10.0.0.162")).isEqualTo("10.0.0.101");
        assertThat(wishing(5, "10.0.0.20")).isEqualTo("10.0.0.102");
        assertThat(wishing(6, "10.0.0.155")).as("on offer to another").isEqualTo("10.0.0.103");
    }

    private String wishing(int number, String address) {
        return world.send(
                        Client.of(number).discover().option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address)))
                .view()
                .yiaddr();
    }

    @Test
    void clientsAreKnownByClientIdentifierFirstAndByHardwareAddressSecond() {
        Client known = Client.of(1).withId("01:aa");
        world.put(lease("10.0.0.150")
                .hardware(Client.of(7).hardware())
                .clientId(known.clientId())
                .build());
        world.put(lease("10.0.0.151").hardware(known.hardware()).clientId(null).build());
        assertThat(world.send(known.discover()).view().yiaddr()).isEqualTo("10.0.0.150");
        assertThat(world.send(Client.of(1).withId("01:bb").discover()).view().yiaddr())
                .isEqualTo("10.0.0.151");
        assertThat(world.send(Client.of(7).withId("01:cc").discover()).view().yiaddr())
                .as("another client identifier on the same hardware address is another client")
                .isEqualTo("10.0.0.100");
    }

    @Test
    void withoutMatchClientIdOnlyTheHardwareAddressCounts() {
        World other = new World(subnet("\"match-client-id\": false"));
        Client first = Client.of(1).withId("01:aa");
        String address = other.send(first.discover()).view().yiaddr();
        assertThat(other.send(Client.of(1).withId("01:bb").discover()).view().yiaddr())
                .isEqualTo(address);
        other.send(first.selecting(address));
        assertThat(Objects.requireNonNull(other.row(address)).clientId()).isNull();
        assertThat(other.send(Client.of(2).withId("01:aa").discover()).view().yiaddr())
                .isNotEqualTo(address);
    }

    @Test
    void expiredLeasesOfOthersAreUsedOnlyWhenNothingElseIsLeft() {
        for (int i = 100; i < 199; i++) {
            world.put(lease("10.0.0." + i).client(i).until(START - 10).build());
        }
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.199");
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
        assertThat(world.send(Client.of(3).discover()).view().yiaddr()).isEqualTo("10.0.0.101");
    }

    @Test
    void aFullPoolIsSilenceAndIsNotSearchedForEachPacket() {
        for (int i = 100; i < 200; i++) {
            world.put(lease("10.0.0." + i).client(i).build());
        }
        Result result = world.send(client.discover());
        assertThat(result.dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(result.exchange().failures()).containsExactly(new Failure(1, null, AllocationFailure.SUBNET));
        assertThat(result.exchange().subnetId()).isEqualTo(1);
        int searches = world.refills;
        world.send(Client.of(2).discover());
        assertThat(world.refills).isEqualTo(searches);
        world.send(new Client(Client.of(120).hardware(), LeaseBuilder.clientIdOf(120)).release("10.0.0.120"));
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.120");
    }

    @Test
    void aSubnetWithoutPoolsFailsAsSuch() {
        World other = new World(World.server("\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\" } ]"));
        Result result = other.send(client.discover());
        assertThat(result.dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(result.exchange().failures()).containsExactly(new Failure(1, null, AllocationFailure.NO_POOLS));
    }

    @Test
    void whereThereIsNoSubnetThereIsSilence() {
        assertThat(world.send(client.discover(), unicast("172.16.0.9")).dropped())
                .isNull();
        Result result = world.send(client.discover().relayedBy(Ipv4Address.parse("172.16.0.1")), unicast("172.16.0.1"));
        assertThat(result.dropped()).isEqualTo(DropReason.NO_SUBNET);
        assertThat(result.exchange().subnetId()).isZero();
    }

    @Test
    void theWishForALifetimeIsClamped() {
        assertThat(lifetimeFor(100)).isEqualTo(600);
        assertThat(lifetimeFor(1000)).isEqualTo(1000);
        assertThat(lifetimeFor(-1)).isEqualTo(7200);
        assertThat(lifetimeFor(0)).isEqualTo(3600);
    }

    private long lifetimeFor(int wish) {
        return world.send(client.discover().option(OptionCode4.LEASE_TIME, wish))
                .view()
                .number(OptionCode4.LEASE_TIME);
    }

    @Test
    void withOfferLifetimeTheOfferIsStoredForThatLongAndPromisesTheFullLifetime() {
        World other = new World(subnet("\"offer-lifetime\": 60"));
        ReplyView offer = other.send(client.discover()).view();
        assertThat(offer.number(OptionCode4.LEASE_TIME)).isEqualTo(3600);
        assertThat(other.applied).singleElement().isInstanceOf(LeaseChange.Grant.class);
        assertThat(Objects.requireNonNull(other.row("10.0.0.100")).validLifetime())
                .isEqualTo(60);
        ReplyView ack = other.send(client.selecting("10.0.0.100")).view();
        assertThat(ack.type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(Objects.requireNonNull(other.row("10.0.0.100")).validLifetime())
                .isEqualTo(3600);
        assertThat(other.finds).isEqualTo(1);
    }

    @Test
    void aStoredOfferDoesNotShortenALeaseThatRunsLonger() {
        World other = new World(subnet("\"offer-lifetime\": 60"));
        other.put(lease("10.0.0.150").client(1).clientId(null).build());
        assertThat(other.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.150");
        assertThat(other.commits).isZero();
    }

    @Test
    void aStoredOfferThatLosesARaceBecomesAnotherAddress() {
        World other = new World(subnet("\"offer-lifetime\": 60"));
        other.send(Client.of(8).discover());
        other.put(lease("10.0.0.101").client(9).build());
        ReplyView offer = other.send(client.discover()).view();
        assertThat(offer.type()).isEqualTo(MessageType4.DHCPOFFER);
        assertThat(offer.yiaddr()).isNotEqualTo("10.0.0.101");
        assertThat(Objects.requireNonNull(other.row(offer.yiaddr())).hardware()).isEqualTo(client.hardware());
    }

    @Test
    void aClientThatCanDoWithoutIpv4IsToldTo() {
        World other = new World(subnet("\"option-data\": [ { \"name\": \"v6-only-preferred\", \"data\": \"1800\" } ]"));
        ReplyView offer = other.send(client.discover().requesting(1, 108)).view();
        assertThat(offer.yiaddr()).isEqualTo("0.0.0.0");
        assertThat(offer.number(OptionCode4.IPV6_ONLY_PREFERRED)).isEqualTo(1800);
        assertThat(offer.has(OptionCode4.LEASE_TIME)).isFalse();
        assertThat(other.send(client.discover().requesting(1)).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void discoverWithAServerIdentifierIsAViolation() {
        assertThat(world.send(client.discover().option(OptionCode4.SERVER_IDENTIFIER, World.SERVER))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
    }
}
