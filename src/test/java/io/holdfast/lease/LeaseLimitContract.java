package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.LeaseChange.Amend;
import io.holdfast.lease.LeaseChange.Expire;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#held}, and what {@link LeaseStore#commit} refuses by it. */
interface LeaseLimitContract extends StoreUnderTest {

    LeaseLimit.Group SUBNET_1 = new LeaseLimit.OfSubnet(1, null);
    LeaseLimit.Group SUBNET_2 = new LeaseLimit.OfSubnet(2, null);
    LeaseLimit.Group GOLD = new LeaseLimit.OfClass("gold", null);
    LeaseLimit.Group SPAWNED = new LeaseLimit.OfClass("SPAWN_port_1/1 \u00e9", null);

    private static Lease4 at(int number, String... classes) {
        return lease(new Ipv4Address(0x0a000000 + number))
                .client(number)
                .context(classes.length == 0 ? null : LeaseClasses.putInto(null, List.of(classes)))
                .build();
    }

    private static Grant granted(Lease4 lease, LeaseLimit... limits) {
        return new Grant(null, lease, List.of(limits));
    }

    private static ChangeOutcome exceeded(LeaseLimit limit) {
        return new ChangeOutcome.Exceeded(limit);
    }

    @Test
    default void leasesAreCountedBySubnetAndClassWhileTheyAreHeld() {
        assertThat(store().held(List.of())).isEmpty();
        assertThat(store().held(List.of(SUBNET_1, GOLD))).containsExactly(0L, 0L);
        Lease4 plain = at(1);
        Lease4 gold = at(2, "ALL", "gold");
        Lease4 both = at(3, "gold", "SPAWN_port_1/1 \u00e9");
        given(plain, gold, both, like(at(4, "gold")).subnet(2).build());
        assertThat(store().held(List.of(GOLD, SUBNET_2, SUBNET_1, SPAWNED))).containsExactly(3L, 1L, 3L, 1L);

        assertApplied(new Release(gold, gold.in(LeaseState.RELEASED)));
        assertThat(store().held(List.of(GOLD, SUBNET_1))).containsExactly(2L, 2L);
        assertApplied(new Expire(both, null));
        assertApplied(new Expire(plain, plain.kept()));
        assertThat(other().held(List.of(GOLD, SUBNET_1, SPAWNED))).containsExactly(1L, 0L, 0L);
    }

    @Test
    default void whatALimitHasNoRoomForIsNotGranted() {
        LeaseLimit two = new LeaseLimit(SUBNET_1, 2);
        given(at(1));
        List<ChangeOutcome> outcomes =
                store().apply(List.of(granted(at(2), two), granted(at(3), two), granted(at(4), two)));
        assertThat(outcomes).filteredOn(ChangeOutcome.Applied.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(exceeded(two)::equals).hasSize(2);
        assertThat(store().held(List.of(SUBNET_1))).containsExactly(2L);
        assertThat(store().page(LeaseFilter.ALL, 10)).hasSize(2);
        assertThat(apply(granted(at(9), two))).isEqualTo(exceeded(two));
        assertApplied(granted(at(9)));
    }

    @Test
    default void aLimitOfNoneAllowsNone() {
        LeaseLimit none = new LeaseLimit(GOLD, 0);
        assertThat(apply(granted(at(1, "gold"), none))).isEqualTo(exceeded(none));
        assertThat(row("10.0.0.1")).isNull();
    }

    @Test
    default void theOthersOfABatchAreCarriedOut() {
        LeaseLimit gold = new LeaseLimit(GOLD, 1);
        LeaseLimit subnet = new LeaseLimit(SUBNET_1, 100);
        Lease4 held = at(1, "gold");
        Lease4 strangers = at(5);
        given(held, strangers);
        Lease4 renewed = like(held).since(LeaseBuilder.NOW + 5).build();
        List<ChangeOutcome> outcomes = store().apply(List.of(
                new Renew(held, renewed),
                granted(at(2, "gold"), gold, subnet),
                granted(at(3), subnet),
                granted(like(strangers).client(77).build(), subnet)));
        assertThat(outcomes.get(0)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(outcomes.get(1)).isEqualTo(exceeded(gold));
        assertThat(outcomes.get(2)).isEqualTo(ChangeOutcome.APPLIED);
        assertTaken(outcomes.get(3), strangers);
        LeaseText.assertSame(row("10.0.0.1"), renewed);
        assertThat(store().held(List.of(GOLD, SUBNET_1))).containsExactly(1L, 3L);
    }

    @Test
    default void whoGoesMakesRoom() {
        LeaseLimit one = new LeaseLimit(GOLD, 1);
        Lease4 held = at(1, "gold");
        given(held);
        List<ChangeOutcome> outcomes = store().apply(List.of(new Amend(held, null), granted(at(2, "gold"), one)));
        assertThat(outcomes).containsOnly(ChangeOutcome.APPLIED);
        // An address that was another's and still counts: there are no more leases than before.
        Lease4 next = like(at(2, "gold")).client(9).build();
        assertApplied(new Grant(at(2, "gold"), next, List.of(one)));
        assertThat(store().held(List.of(GOLD))).containsExactly(1L);
    }

    @Test
    default void ofAGroupWithOneThatIsBeyondItsLimitNothingIsCarriedOut() {
        LeaseLimit one = new LeaseLimit(GOLD, 1);
        Lease4 old = at(1);
        given(old, at(2, "gold"));
        List<ChangeOutcome> outcomes = store().commit(List.of(
                new ChangeGroup(List.of(granted(at(3, "gold"), one), new Release(old, null))),
                new ChangeGroup(List.of(granted(at(4))))));
        assertThat(outcomes.get(0)).isEqualTo(exceeded(one));
        assertTaken(outcomes.get(1), old);
        assertThat(outcomes.get(2)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(row("10.0.0.3")).isNull();
        LeaseText.assertSame(row("10.0.0.1"), old);
    }

    @Test
    default void manyAtOnceGetNoMoreThanTheLimit() throws Exception {
        LeaseLimit gold = new LeaseLimit(GOLD, 50);
        LeaseLimit subnet = new LeaseLimit(SUBNET_1, 60);
        given(at(1), at(2, "gold"));
        List<Integer> got = LeaseRaceContract.together(4, t -> () -> {
            LeaseStore store = t % 2 == 0 ? store() : other();
            int applied = 0;
            for (int batch = 0; batch < 10; batch++) {
                List<LeaseChange> grants = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    int number = 1000 * (t + 1) + 5 * batch + i;
                    grants.add(granted(at(number, "gold"), gold, subnet));
                }
                applied += (int) store.apply(grants).stream()
                        .filter(ChangeOutcome.Applied.class::isInstance)
                        .count();
            }
            return applied;
        });
        assertThat(got.stream().mapToInt(Integer::intValue).sum()).isEqualTo(49);
        assertThat(store().held(List.of(GOLD, SUBNET_1))).containsExactly(50L, 51L);
    }
}
