package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.clientIdOf;
import static io.holdfast.lease.LeaseBuilder.hardwareOf;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#page} and {@link LeaseStore#count}. */
interface LeasePagingContract extends StoreUnderTest {

    private List<String> pageOf(LeaseFilter filter, int limit) {
        return store().page(filter, limit).stream()
                .map(l -> l.address().toString())
                .toList();
    }

    private void givenFive() {
        given(
                lease("10.0.0.1").client(1).subnet(1).hostname("one").build(),
                lease("10.0.0.2")
                        .client(2)
                        .subnet(1)
                        .hostname("two")
                        .state(LeaseState.RELEASED)
                        .build(),
                lease("130.0.0.1").client(1).subnet(2).hostname("one").build(),
                lease("200.0.0.1").client(3).subnet(3).hardware(null).build(),
                lease("200.0.0.2")
                        .client(1)
                        .subnet(3)
                        .clientId(null)
                        .state(LeaseState.RELEASED)
                        .build());
    }

    @Test
    default void pagesThroughAllByAscendingAddress() {
        givenFive();
        assertThat(pageOf(LeaseFilter.ALL, 10))
                .containsExactly("10.0.0.1", "10.0.0.2", "130.0.0.1", "200.0.0.1", "200.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL, 2)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL.after(Ipv4Address.parse("10.0.0.2")), 2))
                .containsExactly("130.0.0.1", "200.0.0.1");
        assertThat(pageOf(LeaseFilter.ALL.after(Ipv4Address.parse("127.255.255.255")), 10))
                .containsExactly("130.0.0.1", "200.0.0.1", "200.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL.after(Ipv4Address.parse("200.0.0.2")), 10))
                .isEmpty();
        assertThat(pageOf(LeaseFilter.ALL.after(Ipv4Address.BROADCAST), 10)).isEmpty();
    }

    @Test
    default void filtersBySubnets() {
        givenFive();
        assertThat(pageOf(LeaseFilter.ALL.inSubnets(Set.of(1)), 10)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL.inSubnets(Set.of(3, 2)), 10))
                .containsExactly("130.0.0.1", "200.0.0.1", "200.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL.inSubnets(Set.of(4)), 10)).isEmpty();
    }

    @Test
    default void filtersByHardwareAddress() {
        givenFive();
        assertThat(pageOf(LeaseFilter.ALL.withHardware(hardwareOf(1)), 10))
                .containsExactly("10.0.0.1", "130.0.0.1", "200.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL.withHardware(hardwareOf(1)), 2)).containsExactly("10.0.0.1", "130.0.0.1");
        assertThat(pageOf(LeaseFilter.ALL.withHardware(hardwareOf(3)), 10)).isEmpty();
    }

    @Test
    default void filtersByClientIdentifier() {
        givenFive();
        assertThat(pageOf(LeaseFilter.ALL.withClientId(clientIdOf(1)), 10)).containsExactly("10.0.0.1", "130.0.0.1");
        assertThat(pageOf(LeaseFilter.ALL.withClientId(clientIdOf(3)), 10)).containsExactly("200.0.0.1");
        assertThat(pageOf(LeaseFilter.ALL.withClientId(ClientIdentifier.parse("01:02")), 10))
                .isEmpty();
    }

    @Test
    default void filtersByHostnameInLowerCase() {
        givenFive();
        assertThat(pageOf(LeaseFilter.ALL.withHostname("one"), 10)).containsExactly("10.0.0.1", "130.0.0.1");
        assertThat(pageOf(LeaseFilter.ALL.withHostname("ONE"), 10)).containsExactly("10.0.0.1", "130.0.0.1");
        assertThat(pageOf(LeaseFilter.ALL.withHostname("on"), 10)).isEmpty();
    }

    @Test
    default void filtersByState() {
        givenFive();
        assertThat(pageOf(LeaseFilter.ALL.inState(LeaseState.RELEASED), 10)).containsExactly("10.0.0.2", "200.0.0.2");
        assertThat(pageOf(LeaseFilter.ALL.inState(LeaseState.DECLINED), 10)).isEmpty();
    }

    @Test
    default void everythingThatIsGivenMustFit() {
        givenFive();
        LeaseFilter filter = LeaseFilter.ALL
                .withHardware(hardwareOf(1))
                .withClientId(clientIdOf(1))
                .withHostname("one")
                .inState(LeaseState.DEFAULT);
        assertThat(pageOf(filter, 10)).containsExactly("10.0.0.1", "130.0.0.1");
        assertThat(pageOf(filter, 1)).containsExactly("10.0.0.1");
        assertThat(pageOf(filter.after(Ipv4Address.parse("10.0.0.1")), 10)).containsExactly("130.0.0.1");
        assertThat(pageOf(filter.inSubnets(Set.of(1, 3)), 10)).containsExactly("10.0.0.1");
        assertThat(pageOf(filter.inState(LeaseState.RELEASED), 10)).isEmpty();
    }

    @Test
    default void pagesOfAnySizeTogetherAreEveryLeaseOnce() {
        List<Lease4> leases = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            leases.add(lease(new Ipv4Address(0x7fffff00 + i)).subnet(1 + i % 3).build());
        }
        given(leases.toArray(Lease4[]::new));
        LeaseFilter filter = LeaseFilter.ALL.inSubnets(Set.of(1, 3));
        List<IpAddress> seen = new ArrayList<>();
        List<Lease> page = store().page(filter, 7);
        while (!page.isEmpty()) {
            page.forEach(l -> seen.add(l.address()));
            page = store().page(filter.after(page.getLast().address()), 7);
        }
        assertThat(seen)
                .containsExactlyElementsOf(leases.stream()
                        .filter(l -> l.subnetId() != 2)
                        .map(Lease4::address)
                        .toList());
    }

    Set<LeaseState> COUNTED = Set.of(LeaseState.DEFAULT, LeaseState.DECLINED);

    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (LeaseCount count : store().count()) {
            if (count.leases() != 0 && COUNTED.contains(count.state())) {
                String key = count.subnetId() + "/" + count.poolId() + " " + count.state();
                assertThat(counts.put(key, count.leases())).as(key).isNull();
            }
        }
        return counts;
    }

    @Test
    default void countsPerSubnetPoolAndState() {
        assertThat(counts()).isEmpty();
        Lease4 first = lease("10.0.0.1").subnet(1).pool(5).build();
        Lease4 second = lease("10.0.0.2").subnet(1).pool(5).build();
        given(
                first,
                second,
                lease("10.0.0.3").subnet(1).build(),
                lease("10.0.0.4").subnet(2).state(LeaseState.RELEASED).build());
        assertThat(counts()).isEqualTo(Map.of("1/5 DEFAULT", 2L, "1/0 DEFAULT", 1L));

        store().apply(List.of(
                new LeaseChange.Release(first, null),
                new LeaseChange.Decline(
                        second,
                        LeaseBuilder.like(second).state(LeaseState.DECLINED).build()),
                new LeaseChange.Grant(null, lease("10.0.0.5").subnet(3).build())));
        assertThat(counts()).isEqualTo(Map.of("1/5 DECLINED", 1L, "1/0 DEFAULT", 1L, "3/0 DEFAULT", 1L));
    }

    @Test
    default void countsOnlyTheSubnetsThatAreAskedFor() {
        given(
                lease("10.0.0.1").subnet(1).build(),
                lease("10.0.0.2").subnet(2).pool(5).build(),
                lease("10.0.0.3").subnet(0xffff_fffe).build(),
                lease("10.0.0.4").subnet(4).build());
        assertThat(store().count(Set.of(2, 3, 0xffff_fffe)))
                .containsExactlyInAnyOrder(
                        new LeaseCount(2, 5, null, LeaseState.DEFAULT, 1),
                        new LeaseCount(0xffff_fffe, 0, null, LeaseState.DEFAULT, 1));
        assertThat(store().count(Set.of())).isEmpty();
        Set<Integer> many = IntStream.rangeClosed(4, 5000).boxed().collect(Collectors.toSet());
        assertThat(store().count(many)).containsExactly(new LeaseCount(4, 0, null, LeaseState.DEFAULT, 1));
    }

    @Test
    default void countsALeaseWhereItHasMovedTo() {
        Lease4 before = lease("10.0.0.1").subnet(1).pool(5).build();
        given(before);
        assertApplied(new LeaseChange.Amend(
                before, LeaseBuilder.like(before).subnet(2).pool(6).build()));
        assertThat(counts()).isEqualTo(Map.of("2/6 DEFAULT", 1L));
    }

    @Test
    default void countsNothingTwiceWhenAChangeIsTaken() {
        given(lease("10.0.0.1").client(1).build());
        store().apply(List.of(
                new LeaseChange.Grant(null, lease("10.0.0.1").client(2).build()),
                new LeaseChange.Release(lease("10.0.0.1").client(2).build(), null)));
        assertThat(counts()).isEqualTo(Map.of("1/0 DEFAULT", 1L));
    }
}
