package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.clientIdOf;
import static io.holdfast.lease.LeaseBuilder.hardwareOf;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseBuilder.like;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentity;
import io.holdfast.lease.LeaseChange.Amend;
import io.holdfast.lease.LeaseChange.Decline;
import io.holdfast.lease.LeaseChange.Expire;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#apply}, one change at a time. */
interface LeaseChangeContract extends StoreUnderTest {

    @Test
    default void grantsAnAddressNobodyHas() {
        Lease4 lease = lease("192.0.2.1").build();
        assertApplied(new Grant(null, lease));
        assertSame(row("192.0.2.1"), lease);
    }

    @Test
    default void aGrantOfAHeldAddressFindsItTaken() {
        Lease4 held = lease("192.0.2.1").client(1).hostname("first").pool(3).build();
        given(held);
        assertTaken(new Grant(null, lease("192.0.2.1").client(2).build()), held);
        assertSame(row("192.0.2.1"), held);
    }

    @Test
    default void aGrantThatExpectsNoRowFindsAVacantRowTaken() {
        Lease4 vacant =
                lease("192.0.2.1").client(1).state(LeaseState.EXPIRED_RECLAIMED).build();
        given(vacant);
        assertTaken(new Grant(null, lease("192.0.2.1").client(2).build()), vacant);
    }

    @Test
    default void grantsOverAVacantRowThatIsExpected() {
        Lease4 expired = lease("192.0.2.1").client(1).until(NOW - 10).build();
        given(expired);
        Lease4 next = lease("192.0.2.1").client(2).build();
        assertApplied(new Grant(expired, next));
        assertSame(row("192.0.2.1"), next);
        assertThat(store().find(List.of(
                        new LeaseQuestion.OfClient(new ClientIdentity(clientIdOf(1), hardwareOf(1)), List.of(1)))))
                .containsExactly(List.of());
    }

    @Test
    default void grantsOverARowWithoutClient() {
        Lease4 declined = lease("192.0.2.1")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .until(NOW - 10)
                .build();
        given(declined);
        Lease4 next = lease("192.0.2.1").client(2).build();
        assertApplied(new Grant(declined, next));
        assertSame(row("192.0.2.1"), next);
    }

    @Test
    default void renewsALease() {
        Lease4 held =
                lease("192.0.2.1").hostname("kept").context("{ \"a\": 1 }").build();
        given(held);
        Lease4 renewed = held.renewed(NOW + 1800, 7200);
        assertApplied(new Renew(held, renewed));
        assertSame(row("192.0.2.1"), renewed);
    }

    @Test
    default void renewsALeaseWithoutClientIdentifierAndOneWithoutHardwareAddress() {
        Lease4 noId = lease("192.0.2.1").clientId(null).build();
        Lease4 noHardware = lease("192.0.2.2").hardware(null).build();
        given(noId, noHardware);
        assertApplied(new Renew(noId, noId.renewed(NOW + 9, 3600)));
        assertApplied(new Renew(noHardware, noHardware.renewed(NOW + 9, 3600)));
        assertSame(row("192.0.2.1"), noId.renewed(NOW + 9, 3600));
        assertSame(row("192.0.2.2"), noHardware.renewed(NOW + 9, 3600));
    }

    @Test
    default void aLeaseBecomesInfiniteAndFiniteAgain() {
        Lease4 finite = lease("192.0.2.1").build();
        given(finite);
        Lease4 infinite = finite.renewed(NOW + 10, Lease4.INFINITE);
        assertApplied(new Renew(finite, infinite));
        assertSame(row("192.0.2.1"), infinite);
        assertApplied(new Renew(infinite, finite));
        assertSame(row("192.0.2.1"), finite);
    }

    @Test
    default void releasesALeaseAndRemembersIt() {
        Lease4 held = lease("192.0.2.1").build();
        given(held);
        Lease4 released = like(held)
                .state(LeaseState.RELEASED)
                .lifetime(0)
                .since(NOW + 60)
                .build();
        assertApplied(new Release(held, released));
        assertSame(row("192.0.2.1"), released);
    }

    @Test
    default void releasesALeaseAndForgetsIt() {
        Lease4 held = lease("192.0.2.1").build();
        given(held);
        assertApplied(new Release(held, null));
        assertThat(row("192.0.2.1")).isNull();
        assertThat(store().page(LeaseFilter.ALL, 10)).isEmpty();
    }

    @Test
    default void declinesALeaseWithoutItsClient() {
        Lease4 held =
                lease("192.0.2.1").client(1).hostname("h").fqdn(true, true).build();
        given(held);
        Lease4 declined = lease("192.0.2.1")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .lifetime(86400)
                .since(NOW + 3)
                .build();
        assertApplied(new Decline(held, declined));
        assertSame(row("192.0.2.1"), declined);
        assertThat(store().find(List.of(
                        new LeaseQuestion.OfClient(new ClientIdentity(clientIdOf(1), hardwareOf(1)), List.of(1)))))
                .containsExactly(List.of());
        assertThat(store().page(LeaseFilter.ALL.inState(LeaseState.DECLINED), 10))
                .hasSize(1);
    }

    @Test
    default void expiresALeaseAndRemembersIt() {
        Lease4 over = lease("192.0.2.1").until(NOW - 1).build();
        given(over);
        Lease4 reclaimed = over.in(LeaseState.EXPIRED_RECLAIMED);
        assertApplied(new Expire(over, reclaimed));
        assertSame(row("192.0.2.1"), reclaimed);
    }

    @Test
    default void expiresALeaseAndForgetsIt() {
        Lease4 over = lease("192.0.2.1")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .until(NOW - 1)
                .build();
        given(over);
        assertApplied(new Expire(over, null));
        assertThat(row("192.0.2.1")).isNull();
    }

    @Test
    default void amendsAddsAndDeletes() {
        Lease4 added = lease("192.0.2.1").hostname("one").build();
        assertApplied(new Amend(null, added));
        Lease4 amended = like(added).hostname("two").subnet(5).build();
        assertApplied(new Amend(added, amended));
        assertSame(row("192.0.2.1"), amended);
        assertApplied(new Amend(amended, null));
        assertThat(row("192.0.2.1")).isNull();
    }

    @Test
    default void anythingExpectedWhereThereIsNoRowIsTakenByNobody() {
        Lease4 gone = lease("192.0.2.1").build();
        assertTaken(new Renew(gone, gone.renewed(NOW + 1, 60)), null);
        assertTaken(new Grant(gone, gone), null);
        assertTaken(new Release(gone, null), null);
        assertTaken(new Expire(gone, gone.in(LeaseState.EXPIRED_RECLAIMED)), null);
        assertTaken(new Amend(gone, null), null);
        assertThat(row("192.0.2.1")).isNull();
    }

    @Test
    default void aRowWithAnotherClientIdentifierHardwareAddressEndOrStateIsNotTheExpectedOne() {
        Lease4 row = lease("192.0.2.1").client(1).build();
        given(row);
        List<Lease4> stale = List.of(
                like(row).clientId(clientIdOf(2)).build(),
                like(row).clientId(null).build(),
                like(row).hardware(hardwareOf(2)).build(),
                like(row).hardware(null).build(),
                like(row).lifetime(3601).build(),
                like(row).since(NOW - 1).build(),
                like(row).state(LeaseState.RELEASED).build());
        for (Lease4 expected : stale) {
            assertTaken(new Renew(expected, row.renewed(NOW + 1, 60)), row);
            assertTaken(new Release(expected, null), row);
            assertTaken(new Grant(expected, lease("192.0.2.1").client(3).build()), row);
        }
        assertSame(row("192.0.2.1"), row);
    }

    @Test
    default void aRowWithoutClientIsNotTheExpectedOneOfAClient() {
        Lease4 row = lease("192.0.2.1")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .build();
        given(row);
        assertTaken(new Amend(like(row).client(1).build(), null), row);
        assertTaken(new Amend(like(row).hardware(hardwareOf(1)).build(), null), row);
    }

    @Test
    default void columnsThatAreNotComparedMayDifferFromTheExpectedRow() {
        Lease4 row = lease("192.0.2.1").build();
        given(row);
        Lease4 expected = like(row)
                .lifetime(1800)
                .since(NOW + 1800)
                .subnet(9)
                .pool(9)
                .hostname("other")
                .fqdn(true, true)
                .context("{ }")
                .relay(new byte[] {1}, new byte[] {2})
                .build();
        Lease4 next = row.renewed(NOW + 5, 60);
        assertApplied(new Renew(expected, next));
        assertSame(row("192.0.2.1"), next);
    }

    @Test
    default void aChangeThatChangesNothingIsApplied() {
        Lease4 row = lease("192.0.2.1").build();
        given(row);
        assertApplied(new Renew(row, row));
        assertSame(row("192.0.2.1"), row);
    }
}
