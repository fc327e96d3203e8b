package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.lease.LeaseChange.Grant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As {@link LeaseLimitContract}: addresses and prefixes count for themselves. */
interface Lease6LimitContract extends StoreUnderTest {

    LeaseLimit.Group ADDRESSES = new LeaseLimit.OfSubnet(1, IaType.NA);
    LeaseLimit.Group PREFIXES = new LeaseLimit.OfSubnet(1, IaType.PD);
    LeaseLimit.Group GOLD_ADDRESSES = new LeaseLimit.OfClass("gold", IaType.NA);
    LeaseLimit.Group GOLD_PREFIXES = new LeaseLimit.OfClass("gold", IaType.PD);
    String GOLD = LeaseClasses.putInto(null, List.of("gold"));

    @Test
    default void addressesAndPrefixesAreCountedApart() {
        given(
                lease6("2001:db8::1").context(GOLD).build(),
                lease6("2001:db8::2").client(2).build(),
                prefix("2001:db8:100::/56").context(GOLD).build());
        assertThat(store().held(List.of(ADDRESSES, PREFIXES, GOLD_ADDRESSES, GOLD_PREFIXES)))
                .containsExactly(2L, 1L, 1L, 1L);
    }

    @Test
    default void whatIsBeyondALimitIsRefusedWithAllOfItsGroup() {
        LeaseLimit addresses = new LeaseLimit(ADDRESSES, 1);
        LeaseLimit prefixes = new LeaseLimit(GOLD_PREFIXES, 1);
        given(prefix("2001:db8:100::/56").context(GOLD).build());
        Lease6 one = lease6("2001:db8::1").client(2).build();
        Lease6 two = prefix("2001:db8:200::/56").client(2).context(GOLD).build();
        List<ChangeOutcome> outcomes = store().commit(List.of(
                new ChangeGroup(
                        List.of(new Grant(null, one, List.of(addresses)), new Grant(null, two, List.of(prefixes)))),
                new ChangeGroup(
                        List.of(new Grant(null, lease6("2001:db8::3").client(3).build(), List.of(addresses))))));
        assertTaken(outcomes.get(0), null);
        assertThat(outcomes.get(1)).isEqualTo(new ChangeOutcome.Exceeded(prefixes));
        assertThat(outcomes.get(2)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(row6("2001:db8::1")).isNull();
        assertThat(apply(new Grant(null, one, List.of(addresses)))).isEqualTo(new ChangeOutcome.Exceeded(addresses));
        assertThat(store().held(List.of(ADDRESSES, PREFIXES))).containsExactly(1L, 1L);
    }
}
