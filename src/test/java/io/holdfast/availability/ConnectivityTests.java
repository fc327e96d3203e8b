package io.holdfast.availability;

import static io.holdfast.availability.Connectivity.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.availability.Connectivity.Abandoned;
import io.holdfast.availability.Connectivity.Connected;
import io.holdfast.availability.Connectivity.Connecting;
import io.holdfast.availability.Connectivity.Event;
import io.holdfast.availability.Connectivity.Failed;
import io.holdfast.availability.Connectivity.Reached;
import io.holdfast.availability.Connectivity.Recovering;
import io.holdfast.availability.Connectivity.Refused;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine as a table: every state, every event, with and without recovery. */
class ConnectivityTests {

    private static final LossPolicy THREE_TRIES = new LossPolicy(true, true, 3, 1000, false);
    private static final LossPolicy NO_TRIES = new LossPolicy(true, true, 0, 1000, false);
    private static final LossPolicy NO_WAIT = new LossPolicy(true, true, 3, 0, false);
    private static final LossPolicy LIVING_ON = new LossPolicy(false, false, 3, 1000, false);
    private static final LossPolicy LIVING_ON_UNTRIED = new LossPolicy(false, false, 3, 0, false);
    private static final Connectivity ONCE = new Recovering(1, 1, 2, 5, "d");
    private static final Connectivity TWICE = new Recovering(1, 2, 1, 5, "d");
    private static final Connectivity GIVEN_UP = new Abandoned(1, 3, NEVER, "d");
    private static final Event REFUSED = new Refused("e");
    private static final Event REACHED = new Reached();
    private static final Event FAILED = new Failed("e", 0.5);

    static Stream<Arguments> rows() {
        return Stream.of(
                row(new Connecting(1), REACHED, THREE_TRIES, new Connected(9)),
                row(new Connected(1), REACHED, THREE_TRIES, new Connected(1)),
                row(new Recovering(1, 2, 1, 5, "d"), REACHED, THREE_TRIES, new Connected(9, TWICE)),
                row(new Abandoned(1, 3, NEVER, "d"), REACHED, THREE_TRIES, new Connected(9, GIVEN_UP)),
                row(new Connected(1, TWICE), REACHED, THREE_TRIES, new Connected(1, TWICE)),
                row(new Connected(1, TWICE), FAILED, THREE_TRIES, new Abandoned(1, 3, NEVER, "e")),
                row(new Connected(1, ONCE), FAILED, THREE_TRIES, new Recovering(1, 2, 1, 1009, "e")),
                row(new Connected(1, GIVEN_UP), FAILED, LIVING_ON, new Abandoned(1, 4, 30_009, "e")),
                row(
                        new Connected(9 - THREE_TRIES.relapseMillis() + 1, ONCE),
                        FAILED,
                        THREE_TRIES,
                        new Recovering(1, 2, 1, 1009, "e")),
                row(
                        new Connected(9 - THREE_TRIES.relapseMillis(), ONCE),
                        FAILED,
                        THREE_TRIES,
                        new Recovering(9, 0, 3, 9, "e")),
                row(new Connecting(1), FAILED, THREE_TRIES, new Recovering(1, 0, 3, 9, "e")),
                row(new Connecting(1), FAILED, NO_TRIES, new Abandoned(1, 0, NEVER, "e")),
                row(new Connected(1), FAILED, THREE_TRIES, new Recovering(9, 0, 3, 9, "e")),
                row(new Connected(1), FAILED, NO_TRIES, new Abandoned(9, 0, NEVER, "e")),
                row(new Connected(1), FAILED, NO_WAIT, new Abandoned(9, 0, NEVER, "e")),
                row(new Recovering(1, 0, 3, 9, "d"), FAILED, THREE_TRIES, new Recovering(1, 1, 2, 1009, "e")),
                row(new Recovering(1, 1, 2, 9, "d"), FAILED, THREE_TRIES, new Recovering(1, 2, 1, 1009, "e")),
                row(new Recovering(1, 2, 1, 9, "d"), FAILED, THREE_TRIES, new Abandoned(1, 3, NEVER, "e")),
                row(new Abandoned(1, 3, NEVER, "d"), FAILED, THREE_TRIES, new Abandoned(1, 4, NEVER, "e")),
                row(new Abandoned(1, 0, NEVER, "d"), FAILED, NO_TRIES, new Abandoned(1, 1, NEVER, "e")),
                row(new Recovering(1, 2, 1, 9, "d"), FAILED, LIVING_ON, new Abandoned(1, 3, 30_009, "e")),
                row(new Connected(1), FAILED, LIVING_ON_UNTRIED, new Abandoned(9, 0, 30_009, "e")),
                row(new Abandoned(1, 3, 9, "d"), FAILED, LIVING_ON, new Abandoned(1, 4, 30_009, "e")),
                row(new Connecting(1), REFUSED, THREE_TRIES, new Abandoned(1, 1, NEVER, "e")));
    }

    private static Arguments row(Connectivity before, Event event, LossPolicy policy, Connectivity after) {
        return Arguments.of(before, event, policy, after);
    }

    @ParameterizedTest(name = "{0} + {1} -> {3}")
    @MethodSource("rows")
    void theNextState(Connectivity before, Event event, LossPolicy policy, Connectivity after) {
        assertThat(Connectivity.next(before, event, policy, 9)).isEqualTo(after);
    }

    @Test
    void nothingChangesWhenWhatIsConnectedIsReached() {
        Connectivity connected = new Connected(1);
        assertThat(Connectivity.next(connected, REACHED, THREE_TRIES, 9)).isSameAs(connected);
    }
}
