package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6Builder;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools that are nearly full, on every store and with every allocator: what is vacant is known, not searched for. */
class FullPoolTests {

    private static final long NOW = LeaseBuilder.NOW;
    private static final int SIZE = 8192;
    private static final int FIRST = 0x0a000000;

    /** What the pools are of: as many of each. */
    enum Kind {
        ADDRESSES(Protocol.DHCP4, PoolSet.of(1), """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "allocator": "%s", "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8",
                    "pools": [ { "pool": "10.0.0.0-10.0.31.255" } ] } ] } }"""),
        PREFIXES(Protocol.DHCP6, PoolSet.prefixes(1, 56), """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "pd-allocator": "%s", "subnet6": [ { "id": 1, "subnet": "2001:db8::/64",
                    "pd-pools": [ { "prefix": "fd00::", "prefix-len": 43, "delegated-len": 56 } ] } ] } }""");

        private final Protocol protocol;
        private final PoolSet pools;
        private final String config;

        Kind(Protocol protocol, PoolSet pools, String config) {
            this.protocol = protocol;
            this.pools = pools;
            this.config = config;
        }

        private ServerConfig config(String allocator) throws ConfigException {
            CompiledConfig compiled = ConfigCompiler.compile(config.formatted(allocator), "test.json");
            return this == ADDRESSES
                    ? Objects.requireNonNull(compiled.dhcp4())
                    : Objects.requireNonNull(compiled.dhcp6());
        }

        /** By number, from 0. */
        private IpAddress member(int number) {
            return this == ADDRESSES
                    ? new Ipv4Address(FIRST + number)
                    : new Ipv6Address(0xfd00L << 48 | (long) number << 8, 0);
        }

        private Lease lease(IpAddress member, Long until) {
            return this == ADDRESSES
                    ? LeaseBuilder.lease((Ipv4Address) member).until(until).build()
                    : Lease6Builder.prefix(member + "/56").until(until).build();
        }

        private Lease lease(int number) {
            return lease(member(number), NOW + 100_000);
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(PoolStore.values())
                        .flatMap(store -> Stream.of("iterative", "random", "flq")
                                .map(allocator -> Arguments.of(kind, store, allocator))));
    }

    private static PickingServer server(Kind kind, LeaseStore shared, String allocator, int seed) {
        try {
            return new PickingServer(shared, kind.config(allocator), kind.pools, kind::lease, seed);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Every 64th is vacant: it never had a lease, or, every other, one that is over. */
    private static Set<IpAddress> fill(Kind kind, LeaseStore store) {
        Set<IpAddress> vacant = new HashSet<>();
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            boolean free = i % 64 == 13;
            if (free) {
                vacant.add(kind.member(i));
            }
            if (!free || i % 128 == 13) {
                Lease row = kind.lease(i);
                changes.add(new LeaseChange.Grant(null, free ? row.in(LeaseState.EXPIRED_RECLAIMED) : row));
            }
        }
        assertThat(store.apply(changes)).allMatch(ChangeOutcome.Applied.class::isInstance);
        return vacant;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allThatIsVacantIsGivenOutWithHardlyASearch(Kind kind, PoolStore store, String allocator) {
        try (LeaseStore shared = store.open(kind.protocol)) {
            Set<IpAddress> vacant = fill(kind, shared);
            PickingServer server = server(kind, shared, allocator, 7);
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
    void whatIsGivenBackIsGivenOutAgainWithoutASearch(Kind kind, PoolStore store, String allocator) {
        try (LeaseStore shared = store.open(kind.protocol)) {
            fill(kind, shared);
            PickingServer server = server(kind, shared, allocator, 7);
            server.grant(NOW);
            server.survey(NOW);
            while (server.grant(NOW) instanceof IpAddress) {}
            int begun = server.searches;
            Lease kept = kind.lease(5);
            Lease gone = kind.lease(6);
            server.store.apply(List.of(
                    new LeaseChange.Release(kept, kept.in(LeaseState.RELEASED)), new LeaseChange.Expire(gone, null)));
            assertThat(Set.of(server.grant(NOW), server.grant(NOW))).isEqualTo(Set.of(kind.member(5), kind.member(6)));
            assertThat(server.searches).isEqualTo(begun);
        }
    }

    /** Neither tells the other anything; the store judges, and no address has two owners. */
    @ParameterizedTest
    @MethodSource("cases")
    void twoServersOnOneStoreGiveOutEachAddressOnce(Kind kind, PoolStore store, String allocator) {
        try (LeaseStore shared = store.open(kind.protocol)) {
            Set<IpAddress> vacant = fill(kind, shared);
            PickingServer one = server(kind, shared, allocator, 7);
            PickingServer two = server(kind, shared, allocator, 8);
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

            Lease back = kind.lease(99);
            one.store.apply(List.of(new LeaseChange.Release(back, null)));
            two.grant(NOW + 20);
            two.survey(NOW + 20);
            assertThat(two.grant(NOW + 20))
                    .as("what the other has given back is found")
                    .isEqualTo(kind.member(99));
        }
    }
}
