package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers are: assigned, declined, granted, reclaimed, reclaimed of them declined. */
class LeaseEffectTests {

    private static final Lease4 HELD = in(LeaseState.DEFAULT);
    private static final Lease4 DECLINED = in(LeaseState.DECLINED);
    private static final Lease4 RECLAIMED = in(LeaseState.EXPIRED_RECLAIMED);
    private static final Lease4 RELEASED = in(LeaseState.RELEASED);

    private static Lease4 in(LeaseState state) {
        return lease("10.0.0.1").state(state).build();
    }

    static Stream<Arguments> onePool() {
        return Stream.of(
                Arguments.of("a new lease", new LeaseChange.Grant(null, HELD), effect(1, 0, 1, 0, 0)),
                Arguments.of("of a kept row", new LeaseChange.Grant(RECLAIMED, HELD), effect(1, 0, 1, 0, 0)),
                Arguments.of("of a released row", new LeaseChange.Grant(RELEASED, HELD), effect(1, 0, 1, 0, 0)),
                Arguments.of("over an expired lease", new LeaseChange.Grant(HELD, HELD), effect(0, 0, 1, 1, 0)),
                Arguments.of("after probation", new LeaseChange.Grant(DECLINED, HELD), effect(0, -1, 1, 1, 1)),
                Arguments.of("renewed", new LeaseChange.Renew(HELD, HELD), effect(0, 0, 0, 0, 0)),
                Arguments.of("released", new LeaseChange.Release(HELD, null), effect(-1, 0, 0, 0, 0)),
                Arguments.of("released, kept", new LeaseChange.Release(HELD, RELEASED), effect(-1, 0, 0, 0, 0)),
                Arguments.of("declined", new LeaseChange.Decline(HELD, DECLINED), effect(0, 1, 0, 0, 0)),
                Arguments.of("expired", new LeaseChange.Expire(HELD, null), effect(-1, 0, 0, 1, 0)),
                Arguments.of("expired, kept", new LeaseChange.Expire(HELD, RECLAIMED), effect(-1, 0, 0, 1, 0)),
                Arguments.of("probation over", new LeaseChange.Expire(DECLINED, null), effect(-1, -1, 0, 1, 1)),
                Arguments.of("added", new LeaseChange.Amend(null, HELD), effect(1, 0, 1, 0, 0)),
                Arguments.of("added declined", new LeaseChange.Amend(null, DECLINED), effect(1, 1, 1, 0, 0)),
                Arguments.of("added reclaimed", new LeaseChange.Amend(null, RECLAIMED), effect(0, 0, 0, 0, 0)),
                Arguments.of("deleted", new LeaseChange.Amend(HELD, null), effect(-1, 0, 0, 0, 0)),
                Arguments.of("deleted declined", new LeaseChange.Amend(DECLINED, null), effect(-1, -1, 0, 0, 0)),
                Arguments.of("changed", new LeaseChange.Amend(HELD, DECLINED), effect(0, 1, 0, 0, 0)));
    }

    private static LeaseEffect effect(int assigned, int declined, int granted, int reclaimed, int ofDeclined) {
        return new LeaseEffect(1, 0, null, assigned, declined, 0, granted, 0, reclaimed, ofDeclined);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("onePool")
    void withinAPool(String what, LeaseChange change, LeaseEffect expected) {
        assertThat(effects(change)).as(what).containsExactly(expected);
    }

    @Test
    void aRowThatMovesLeavesOnePoolAndEntersAnother() {
        Lease4 moved = lease("10.0.0.1").subnet(2).pool(7).build();
        assertThat(effects(new LeaseChange.Grant(DECLINED, moved)))
                .containsExactly(
                        new LeaseEffect(1, 0, null, -1, -1, 0, 0, 0, 1, 1),
                        new LeaseEffect(2, 7, null, 1, 0, 0, 1, 0, 0, 0));
        assertThat(effects(new LeaseChange.Renew(HELD, moved)))
                .containsExactly(
                        new LeaseEffect(1, 0, null, -1, 0, 0, 0, 0, 0, 0),
                        new LeaseEffect(2, 7, null, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void effectsAddUp() {
        assertThat(effect(1, 2, 3, 4, 5).plus(effect(1, 1, 1, 1, 1))).isEqualTo(effect(2, 3, 4, 5, 6));
    }

    private static List<LeaseEffect> effects(LeaseChange change) {
        List<LeaseEffect> effects = new ArrayList<>();
        LeaseEffect.of(change, effects::add);
        return effects;
    }
}
