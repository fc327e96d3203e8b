package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools that are nearly full, on every store and with every allocator: what is vacant is known, not searched for. */
class FullPoolTests {

    private static final long NOW = LeaseBuilder.NOW;
    private static final PoolSet POOLS = PoolSet.of(1);
    private static final int SIZE = 8192;
    private static final int FIRST = 0x0a000000;

    static Stream<Arguments> cases() {
        return Stream.of(PoolStore.values())
                .flatMap(store -> Stream.of("iterative", "random", "flq").map(kind -> Arguments.of(store, kind)));
    }

    private static PickingServer server(LeaseStore shared, String allocator, int seed) {
        try {
            ServerConfig4 config = ConfigCompiler.compile("""
                            { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                              "allocator": "%s", "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8",
                                "pools": [ { "pool": "10.0.0.0-10.0.31.255" } ] } ] } }""".formatted(allocator), "test.json")
                    .config();
            return new PickingServer(shared, config, POOLS, FullPoolTests::lease, seed);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static Lease4 lease(IpAddress address, Long until) {
        return LeaseBuilder.lease((Ipv4Address) address).until(until).build();
    }

    private static Ipv4Address address(int number) {
        return new Ipv4Address(FIRST + number);
    }

    /** Every 64th address is vacant: it never had a lease, or, every other, one that is over. */
    private static Set<IpAddress> fill(LeaseStore store) {
        Set<IpAddress> vacant = new HashSet<>();
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            boolean free = i % 64 == 13;
            if (free) {
                vacant.add(address(i));
            }
            if (!free || i % 128 == 13) {
                Lease4 row = lease(address(i), NOW + 100_000);
                changes.add(new LeaseChange.Grant(null, free ? row.in(LeaseState.EXPIRED_RECLAIMED) : row));
            }
        }
        assertThat(store.apply(changes)).allMatch(ChangeOutcome.Applied.class::isInstance);
        return vacant;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allThatIsVacantIsGivenOutWithHardlyASearch(PoolStore kind, String allocator) {
        try (LeaseStore shared = kind.open(Protocol.DHCP4)) {
            Set<IpAddress> vacant = fill(shared);
            PickingServer server = server(shared, allocator, 7);
            Set<Object> granted = new HashSet<>(List.of(server.grant(NOW)));
            int begun = server.searches;
            server.survey(NOW);
            for (int i = 1; i < vacant.size(); i++) {
                granted.add(server.grant(NOW));
            }
            assertThat(granted).isEqualTo(vacant);
            assertThat(server.searches - begun)
                    .as("what is known is looked at, not searched")
                    .isZero();
            assertThat(server.looks).isLessThan(8);
            assertThat(server.grant(NOW)).isEqualTo(Pick.EXHAUSTED);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsGivenBackIsGivenOutAgainWithoutASearch(PoolStore kind, String allocator) {
        try (LeaseStore shared = kind.open(Protocol.DHCP4)) {
            fill(shared);
            PickingServer server = server(shared, allocator, 7);
            server.grant(NOW);
            server.survey(NOW);
            while (server.grant(NOW) instanceof IpAddress) {}
            int begun = server.searches;
            Lease4 kept = lease(address(5), NOW + 100_000);
            Lease4 gone = lease(address(6), NOW + 100_000);
            server.store.apply(List.of(
                    new LeaseChange.Release(kept, kept.in(LeaseState.RELEASED)), new LeaseChange.Expire(gone, null)));
            assertThat(Set.of(server.grant(NOW), server.grant(NOW))).isEqualTo(Set.of(address(5), address(6)));
            assertThat(server.searches).isEqualTo(begun);
        }
    }

    /** Neither tells the other anything; the store judges, and no address has two owners. */
    @ParameterizedTest
    @MethodSource("cases")
    void twoServersOnOneStoreGiveOutEachAddressOnce(PoolStore kind, String allocator) {
        try (LeaseStore shared = kind.open(Protocol.DHCP4)) {
            Set<IpAddress> vacant = fill(shared);
            PickingServer one = server(shared, allocator, 7);
            PickingServer two = server(shared, allocator, 8);
            List<Object> granted = new ArrayList<>(List.of(one.grant(NOW), two.grant(NOW)));
            one.survey(NOW);
            two.survey(NOW);
            for (int i = 0; i < vacant.size(); i++) {
                granted.add((i % 2 == 0 ? one : two).grant(NOW));
            }
            granted.removeIf(each -> !(each instanceof IpAddress));
            assertThat(granted).doesNotHaveDuplicates();
            one.survey(NOW + 10);
            two.survey(NOW + 10);
            for (Object more = one.grant(NOW + 10); more instanceof IpAddress; more = one.grant(NOW + 10)) {
                granted.add(more);
            }
            for (Object more = two.grant(NOW + 10); more instanceof IpAddress; more = two.grant(NOW + 10)) {
                granted.add(more);
            }
            assertThat(granted).doesNotHaveDuplicates().hasSameElementsAs(vacant);

            Lease4 back = lease(address(99), NOW + 100_000);
            one.store.apply(List.of(new LeaseChange.Release(back, null)));
            two.grant(NOW + 20);
            two.survey(NOW + 20);
            assertThat(two.grant(NOW + 20))
                    .as("what the other has given back is found")
                    .isEqualTo(address(99));
        }
    }
}
