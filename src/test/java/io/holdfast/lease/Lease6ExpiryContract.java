package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Range;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#expired} and {@link LeaseStore#purge} for DHCPv6. */
interface Lease6ExpiryContract extends StoreUnderTest {

    @Test
    default void theExpiredOfDhcp6AreHeldDeclinedAndRegisteredOnes() {
        Lease6 first = prefix("2001:db8:100::/56").until(NOW - 500).build();
        Lease6 second = lease6("2001:db8::9")
                .until(NOW - 400)
                .state(LeaseState.REGISTERED)
                .build();
        Lease6 third = lease6("2001:db8::1").build().declined(NOW - 400, 100);
        Lease6 fourth = lease6("2001:db8::2").until(NOW - 1).build();
        given(
                fourth,
                third,
                second,
                first,
                lease6("2001:db8::3").until(NOW).build(),
                lease6("2001:db8::4").until(NOW - 9).state(LeaseState.RELEASED).build(),
                lease6("2001:db8::5")
                        .until(NOW - 9)
                        .state(LeaseState.EXPIRED_RECLAIMED)
                        .build(),
                lease6("2001:db8::6").lifetime(Lease.INFINITE).since(NOW - 9000).build(),
                lease6("2001:db8::7")
                        .until(NOW + 9)
                        .state(LeaseState.REGISTERED)
                        .build());
        assertSame(store().expired(NOW, 10), first, second, third, fourth);
        assertSame(store().expired(NOW, 2), first, second);
    }

    @Test
    default void purgesPrefixesAndAddresses() {
        given(
                prefix("2001:db8:100::/56")
                        .until(NOW - 9)
                        .state(LeaseState.RELEASED)
                        .build(),
                lease6("2001:db8::1")
                        .until(NOW - 9)
                        .state(LeaseState.EXPIRED_RECLAIMED)
                        .build(),
                lease6("2001:db8::2")
                        .until(NOW - 9)
                        .state(LeaseState.REGISTERED)
                        .build(),
                lease6("2001:db8::3").until(NOW - 9).build());
        assertThat(store().purge(NOW, 1)).isEqualTo(1);
        assertThat(store().purge(NOW, 10)).isEqualTo(1);
        assertThat(store().page(LeaseFilter.ALL, 10))
                .extracting(lease -> lease.address().toString())
                .containsExactly("2001:db8::2", "2001:db8::3");
    }

    @Test
    default void aLease6OfManyYearsIsItsClientsBeyond2038() {
        Lease6 given = lease6("2001:db8::1").lifetime(Lease.INFINITE - 1).build();
        given(given);
        for (long now : new long[] {NOW, Integer.MAX_VALUE + 1L, NOW + 4_000_000_000L}) {
            assertThat(store().expired(now, 10)).isEmpty();
            assertThat(store().vacancies(
                                    new Ipv6Range(given.address(), given.address()), given.address(), 1, true, now))
                    .isEmpty();
        }
        Lease6 renewed = like(given).since(NOW + 10).build();
        assertApplied(new LeaseChange.Renew(given, renewed));
        Lease6 row = row6("2001:db8::1");
        assertThat(row).isNotNull();
        assertApplied(new LeaseChange.Renew(
                row, like(row).since(NOW + 20).lifetime(60).build()));
    }
}
