package io.holdfast.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceGateTests {

    private static final Reason AWAY = Reason.database(6002, "lease");

    private final List<Boolean> changes = new ArrayList<>();
    private final ServiceGate gate = new ServiceGate(changes::add);

    @Test
    void itIsOpenExactlyWhenThereIsNoReason() {
        assertThat(gate.isOpen()).isTrue();
        gate.close(Reason.USER);
        gate.close(Reason.origin(2000));
        gate.close(Reason.USER);
        gate.open(1);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.reasons()).containsExactly(Reason.origin(2000));
        gate.open(6001);
        gate.open(2000);
        gate.open(2000);
        assertThat(gate.isOpen()).isTrue();
        assertThat(changes).as("told once per change").containsExactly(false, true);
    }

    @Test
    void aHolderLiftsOnlyItsOwnReason() {
        gate.hold("old", AWAY);
        gate.hold("new", AWAY);
        assertThat(gate.reasons()).as("shown once").containsExactly(AWAY);
        gate.release("old");
        gate.open(6002);
        assertThat(gate.isOpen()).isFalse();
        gate.release("new");
        assertThat(gate.isOpen()).isTrue();
        assertThat(changes).containsExactly(false, true);
    }

    @Test
    void reasonsAreShownInTheOrderOfTheirOrigins() {
        gate.hold(this, AWAY);
        gate.close(Reason.origin(2000));
        gate.close(Reason.USER);
        assertThat(gate.reasons()).containsExactly(Reason.USER, Reason.origin(2000), AWAY);
        assertThat(AWAY.isDatabase()).isTrue();
        assertThat(Reason.USER.isDatabase()).isFalse();
    }
}
