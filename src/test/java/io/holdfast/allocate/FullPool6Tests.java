package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease6;
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

/**
 * Pools of DHCPv6 that are nearly full, of addresses and of prefixes, on every store and with every allocator: an allocation
 * asks the store no more than in an empty pool.
 */
class FullPool6Tests {

    private static final long NOW = LeaseBuilder.NOW;
    private static final int SIZE = 8192;

    enum Kind {
        ADDRESSES("2001:db8:0:1::1:0", PoolSet.addresses(1)),
        PREFIXES("2001:db8:8000::", PoolSet.prefixes(1, 64));

        private final Ipv6Address first;
        private final PoolSet pools;

        Kind(String first, PoolSet pools) {
            this.first = Ipv6Address.parse(first);
            this.pools = pools;
        }

        Ipv6Address member(int number) {
            return this == ADDRESSES
                    ? new Ipv6Address(first.high(), first.low() + number)
                    : new Ipv6Address(first.high() + number, first.low());
        }

        Lease6 lease(IpAddress member, Long until) {
            Ipv6Address address = (Ipv6Address) member;
            Lease6Builder builder =
                    this == ADDRESSES ? Lease6Builder.lease6(address) : Lease6Builder.prefix(address + "/64");
            return builder.until(until).build();
        }
    }

    /** There is no queue for addresses of IPv6, as with Kea. */
    static Stream<Arguments> cases() {
        return Stream.of(PoolStore.values())
                .flatMap(store -> Stream.of(
                        Arguments.of(store, Kind.ADDRESSES, "iterative"),
                        Arguments.of(store, Kind.ADDRESSES, "random"),
                        Arguments.of(store, Kind.PREFIXES, "iterative"),
                        Arguments.of(store, Kind.PREFIXES, "random"),
                        Arguments.of(store, Kind.PREFIXES, "flq")));
    }

    private static PickingServer server(LeaseStore shared, Kind kind, String allocator) {
        try {
            ServerConfig6 config = ConfigCompiler.compile(
                            """
                            { "Dhcp6": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                              "%s": "%s", "subnet6": [ { "id": 1, "subnet": "2001:db8:0:1::/64",
                                "pools": [ { "pool": "2001:db8:0:1::1:0/115" } ],
                                "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 51, "delegated-len": 64 } ] } ] } }""".formatted(kind == Kind.ADDRESSES ? "allocator" : "pd-allocator", allocator),
                            "test.json")
                    .dhcp6();
            return new PickingServer(shared, Objects.requireNonNull(config), kind.pools, kind::lease, 7);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Every 64th member is vacant: it never had a lease, or, every other, one that is over. */
    private static Set<IpAddress> fill(LeaseStore store, Kind kind) {
        Set<IpAddress> vacant = new HashSet<>();
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            Ipv6Address member = kind.member(i);
            boolean free = i % 64 == 13;
            if (free) {
                vacant.add(member);
            }
            if (!free || i % 128 == 13) {
                Lease6 row = kind.lease(member, NOW + 100_000);
                changes.add(new LeaseChange.Grant(null, free ? row.in(LeaseState.EXPIRED_RECLAIMED) : row));
            }
        }
        assertThat(store.apply(changes)).allMatch(ChangeOutcome.Applied.class::isInstance);
        return vacant;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAllocationAsksNoMoreThanInAnEmptyPool(PoolStore store, Kind kind, String allocator) {
        try (LeaseStore shared = store.open(Protocol.DHCP6);
                LeaseStore other = store.open(Protocol.DHCP6)) {
            Set<IpAddress> vacant = fill(shared, kind);
            PickingServer full = server(shared, kind, allocator);
            PickingServer empty = server(other, kind, allocator);
            vacant.remove(full.grant(NOW)); // as with all pools, the first allocation shows how full it is
            empty.grant(NOW);
            full.survey(NOW);
            empty.survey(NOW);
            full.searches = 0;
            empty.searches = 0;
            Set<Object> granted = new HashSet<>();
            for (int i = 0; i < vacant.size(); i++) {
                granted.add(full.grant(NOW));
                empty.grant(NOW);
            }
            assertThat(granted).isEqualTo(vacant);
            assertThat(full.looks + full.searches)
                    .as("questions of the full pool; the empty one had %d", empty.looks + empty.searches)
                    .isLessThanOrEqualTo(empty.looks + empty.searches + 2);
        }
    }
}
