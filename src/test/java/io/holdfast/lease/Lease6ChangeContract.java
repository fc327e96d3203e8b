package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.duidOf;
import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lease.LeaseChange.Decline;
import io.holdfast.lease.LeaseChange.Expire;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#apply} for DHCPv6. */
interface Lease6ChangeContract extends StoreUnderTest {

    @Test
    default void grantsRenewsReleasesAndForgetsAPrefix() {
        Lease6 granted = prefix("2001:db8:1000::/40").build();
        Lease6 renewed = like(granted).since(NOW + 100).lifetime(7200).build();
        Lease6 released = renewed.in(LeaseState.RELEASED);
        assertApplied(new Grant(null, granted));
        assertApplied(new Renew(granted, renewed));
        assertTaken(new Renew(granted, renewed), renewed);
        assertApplied(new Release(renewed, released));
        assertSame(row6("2001:db8:1000::"), released);
        assertApplied(new Release(released, null));
        assertThat(row6("2001:db8:1000::")).isNull();
    }

    @Test
    default void aHeldAddressIsTaken() {
        Lease6 held = lease6("2001:db8::1").client(1).build();
        given(held);
        assertTaken(new Grant(null, lease6("2001:db8::1").client(2).build()), held);
    }

    @Test
    default void aDeclinedLeaseIsNobodysAndCanBeGrantedWhenItIsOver() {
        Lease6 held = lease6("2001:db8::1").hostname("h").fqdn(true, true).build();
        given(held);
        Lease6 declined = held.declined(NOW, 10);
        assertApplied(new Decline(held, declined));
        assertSame(row6("2001:db8::1"), declined);
        Lease6 next = lease6("2001:db8::1").client(2).build();
        assertApplied(new Grant(declined, next));
        assertSame(row6("2001:db8::1"), next);
    }

    @Test
    default void aRegisteredLeaseIsRegisteredAgainAndEnds() {
        Lease6 registered = lease6("2001:db8::1").state(LeaseState.REGISTERED).build();
        Lease6 again = like(registered).since(NOW + 5).build();
        assertApplied(new Grant(null, registered));
        assertApplied(new Renew(registered, again));
        assertApplied(new Expire(again, null));
        assertThat(row6("2001:db8::1")).isNull();
    }

    @Test
    default void aRowWithAnotherDuidTypeAssociationEndOrStateIsNotTheExpectedOne() {
        Lease6 row = lease6("2001:db8:1::").client(1).iaid(5).build();
        given(row);
        List<Lease6> stale = List.of(
                like(row).client(2).build(),
                like(row).duid(null).build(),
                like(row).iaid(6).build(),
                prefix("2001:db8:1::/64").client(1).iaid(5).build(),
                like(row).lifetime(3601).build(),
                like(row).state(LeaseState.RELEASED).build());
        for (Lease6 expected : stale) {
            assertTaken(new Release(expected, null), row);
            assertTaken(new Renew(expected, like(row).since(NOW + 1).build()), row);
        }
        // The hardware address is no part of whose it is.
        assertApplied(new Renew(
                like(row).hostname("other").build(), like(row).since(NOW + 1).build()));
    }

    @Test
    default void changesOfOneAddressOfDhcp6AreDecidedInTheirOrder() {
        Lease6 granted = lease6("2001:db8::1").client(1).build();
        Lease6 renewed = like(granted).since(NOW + 10).build();
        Lease6 next = lease6("2001:db8::1").client(2).build();
        List<ChangeOutcome> outcomes = store().apply(List.of(
                new Grant(null, granted),
                new Renew(granted, renewed),
                new Release(granted, null),
                new Release(renewed, null),
                new Grant(null, next)));
        assertTaken(outcomes.get(2), renewed);
        assertThat(outcomes).filteredOn(ChangeOutcome.Applied.class::isInstance).hasSize(4);
        assertSame(row6("2001:db8::1"), next);
        assertThat(store().find(List.of(new LeaseQuestion.OfDuid(duidOf(1), List.of(1)))))
                .containsExactly(List.of());
    }
}
