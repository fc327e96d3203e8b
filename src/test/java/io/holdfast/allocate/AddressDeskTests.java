package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.Vacancy;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The offer book and the pickers in step. */
class AddressDeskTests {

    private static final long NOW = 1_800_000_000L;
    private static final PoolSet POOLS = PoolSet.addresses(1);
    private static final Ipv6Address FIRST = Ipv6Address.parse("2001:db8::10");

    private final AddressPickers pickers = pickers();
    private final AddressDesk desk = new AddressDesk(
            new OfferBook(30, 100), pickers, (lease, holder) -> holder.equals(((Lease6) lease).holder()));

    private static AddressPickers pickers() {
        try {
            return new AddressPickers(
                    Objects.requireNonNull(
                            ConfigCompiler.compile("""
                            { "Dhcp6": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                              "subnet6": [ { "id": 1, "subnet": "2001:db8::/64",
                                "pools": [ { "pool": "2001:db8::10-2001:db8::11" } ] } ] } }""", "test.json").dhcp6()),
                    new SplittableRandom(1));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static IaIdentity ia(int iaid) {
        return new IaIdentity(Duid.parse("00:03:00:01:02:00:00:00:00:01"), IaType.NA, iaid);
    }

    private static Offer offer(IaIdentity holder, Ipv6Address address, @Nullable Lease6 row) {
        return new Offer(holder, POOLS, address, row, List.of(), 0, 0);
    }

    private static Lease6 former(IaIdentity holder) {
        return new Lease6(
                FIRST,
                IaType.NA,
                128,
                holder.duid(),
                holder.iaid(),
                0,
                0,
                NOW - 10,
                1,
                false,
                false,
                "",
                null,
                0,
                LeaseState.RELEASED,
                null,
                0);
    }

    /** Picks for the association; the address, or why there is none. */
    private Object pick(IaIdentity holder, long now) {
        while (true) {
            Pick pick = desk.pick(
                    POOLS,
                    found -> desk.hold(
                            offer(holder, (Ipv6Address) found.vacancy().address(), null), now),
                    now);
            switch (pick) {
                case Pick.Short(Shortage shortage) ->
                    pickers.refill(shortage, List.of(new Vacancy(FIRST, null), new Vacancy(FIRST.next(), null)));
                case Pick.Found found -> {
                    return found.vacancy().address();
                }
                case Pick other -> {
                    return other;
                }
            }
        }
    }

    @Test
    void eachAssociationOfAClientHasAnOfferOfItsOwn() {
        assertThat(pick(ia(1), NOW)).isEqualTo(FIRST);
        assertThat(pick(ia(2), NOW)).isEqualTo(FIRST.next());
        assertThat(Objects.requireNonNull(desk.standing(ia(1), NOW)).address()).isEqualTo(FIRST);
        assertThat(Objects.requireNonNull(desk.standing(ia(2), NOW)).address()).isEqualTo(FIRST.next());
        assertThat(desk.hold(offer(ia(3), FIRST, null), NOW)).isFalse();
        assertThat(pick(ia(3), NOW)).isEqualTo(Pick.EXHAUSTED);
    }

    @Test
    void whatNobodyTookIsPickedAgain() {
        pick(ia(1), NOW);
        desk.sweep(NOW + 31);
        assertThat(desk.standing(ia(1), NOW + 31)).isNull();
        assertThat(pick(ia(2), NOW + 31)).isEqualTo(FIRST);
    }

    @Test
    void aFormerLeaseThatItsOwnerDidNotTakeIsKeptForIt() {
        desk.hold(offer(ia(1), FIRST, former(ia(1))), NOW);
        desk.abandon(ia(1), NOW);
        pickers.refill(((Pick.Short) pickers.pick(POOLS, NOW)).shortage(), List.of(new Vacancy(FIRST.next(), null)));
        assertThat(pick(ia(2), NOW)).isEqualTo(FIRST.next());
    }

    @Test
    void aFormerLeaseOfAnotherIsPickedAgain() {
        desk.hold(offer(ia(2), FIRST, former(ia(1))), NOW);
        desk.abandon(ia(2), NOW);
        assertThat(pick(ia(3), NOW)).isEqualTo(FIRST);
    }

    @Test
    void anOwnRunningLeaseIsClaimedBackFromAnOffer() {
        desk.hold(offer(ia(2), FIRST, null), NOW);
        desk.claim(offer(ia(1), FIRST, null), NOW);
        assertThat(desk.standing(ia(2), NOW)).isNull();
        assertThat(desk.standing(ia(1), NOW)).isNotNull();
    }

    @Test
    void aGrantEndsTheOffer() {
        pick(ia(1), NOW);
        desk.granted(ia(1), POOLS, FIRST);
        assertThat(desk.standing(ia(1), NOW)).isNull();
        assertThat(pick(ia(2), NOW)).isEqualTo(FIRST.next());
    }
}
