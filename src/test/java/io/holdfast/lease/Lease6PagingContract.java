package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.duidOf;
import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.Lease6Builder.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#page} and {@link LeaseStore#count} for DHCPv6. */
interface Lease6PagingContract extends StoreUnderTest {

    HardwareAddress HARDWARE = HardwareAddress.parse("02:00:00:00:00:07");

    private String pageOf(LeaseFilter filter, int limit) {
        return String.join(
                " ",
                store().page(filter, limit).stream()
                        .map(lease -> lease.address().toString())
                        .toList());
    }

    @Test
    default void everyFilterOfDhcp6() {
        given(
                lease6("2001:db8::1").client(1).hostname("one").build(),
                lease6("2001:db8::2").client(2).hardware(HARDWARE, 1).build(),
                lease6("2001:db8::3")
                        .client(1)
                        .subnet(2)
                        .state(LeaseState.REGISTERED)
                        .build(),
                prefix("2001:db8:100::/56").client(1).hardware(HARDWARE, 1).build(),
                prefix("2001:db8:200::/56")
                        .client(2)
                        .subnet(2)
                        .state(LeaseState.RELEASED)
                        .build());

        assertThat(pageOf(LeaseFilter.ALL, 2)).isEqualTo("2001:db8::1 2001:db8::2");
        assertThat(pageOf(LeaseFilter.ALL.after(Ipv6Address.parse("2001:db8::2")), 2))
                .isEqualTo("2001:db8::3 2001:db8:100::");
        assertThat(pageOf(LeaseFilter.ALL.withDuid(duidOf(1)), 9)).isEqualTo("2001:db8::1 2001:db8::3 2001:db8:100::");
        assertThat(pageOf(LeaseFilter.ALL.withDuid(duidOf(1)).ofType(IaType.PD), 9))
                .isEqualTo("2001:db8:100::");
        assertThat(pageOf(LeaseFilter.ALL.ofType(IaType.NA), 9)).isEqualTo("2001:db8::1 2001:db8::2 2001:db8::3");
        assertThat(pageOf(LeaseFilter.ALL.ofType(IaType.PD), 9)).isEqualTo("2001:db8:100:: 2001:db8:200::");
        assertThat(pageOf(LeaseFilter.ALL.inSubnets(Set.of(2)), 9)).isEqualTo("2001:db8::3 2001:db8:200::");
        assertThat(pageOf(LeaseFilter.ALL.withHardware(HARDWARE), 9)).isEqualTo("2001:db8::2 2001:db8:100::");
        assertThat(pageOf(LeaseFilter.ALL.withHostname("One"), 9)).isEqualTo("2001:db8::1");
        assertThat(pageOf(LeaseFilter.ALL.inState(LeaseState.REGISTERED), 9)).isEqualTo("2001:db8::3");
        assertThat(pageOf(LeaseFilter.ALL.withDuid(duidOf(1)).after(Ipv6Address.parse("2001:db8::1")), 1))
                .isEqualTo("2001:db8::3");
    }

    /** Registered ones by subnet: databases do not know their pools. */
    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (LeaseCount count : store().count()) {
            boolean running = count.state() != LeaseState.RELEASED && count.state() != LeaseState.EXPIRED_RECLAIMED;
            if (count.leases() != 0 && running) {
                String pool = count.state() == LeaseState.REGISTERED ? "" : "/" + count.poolId();
                counts.merge(
                        count.subnetId() + pool + " " + count.type() + " " + count.state(), count.leases(), Long::sum);
            }
        }
        return counts;
    }

    @Test
    default void countsAddressesPrefixesAndWhatIsRegistered() {
        Lease6 declining = lease6("2001:db8::1").pool(5).build();
        Lease6 ending = lease6("2001:db8::9").state(LeaseState.REGISTERED).build();
        given(
                declining,
                ending,
                lease6("2001:db8::2").pool(5).build(),
                lease6("2001:db8::3").state(LeaseState.REGISTERED).build(),
                lease6("2001:db8::4").state(LeaseState.RELEASED).build(),
                prefix("2001:db8:100::/56").pool(5).build(),
                prefix("2001:db8:200::/56").subnet(2).build());
        assertThat(counts())
                .isEqualTo(Map.of(
                        "1/5 NA DEFAULT", 2L, "1/5 PD DEFAULT", 1L, "2/0 PD DEFAULT", 1L, "1 NA REGISTERED", 2L));

        store().apply(java.util.List.of(
                new LeaseChange.Decline(declining, declining.declined(LeaseBuilder.NOW, 60)),
                new LeaseChange.Expire(ending, null)));
        assertThat(counts())
                .isEqualTo(Map.of(
                        "1/5 NA DEFAULT", 1L,
                        "1/5 NA DECLINED", 1L,
                        "1/5 PD DEFAULT", 1L,
                        "2/0 PD DEFAULT", 1L,
                        "1 NA REGISTERED", 1L));
        Lease6 moving = prefix("2001:db8:200::/56").subnet(2).build();
        assertApplied(
                new LeaseChange.Amend(moving, like(moving).subnet(3).pool(4).build()));
        assertThat(counts()).containsEntry("3/4 PD DEFAULT", 1L).doesNotContainKey("2/0 PD DEFAULT");
    }
}
