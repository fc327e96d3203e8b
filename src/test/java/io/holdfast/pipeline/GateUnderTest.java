package io.holdfast.pipeline;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import io.holdfast.control.ServiceSwitch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A real gate and the commands that open and close it, and beside them which of its reasons there have to be. */
final class GateUnderTest {

    private final World world;
    private final ServiceGate gate = new ServiceGate(this::changed);
    private final ServiceSwitch commands;
    private final SwitchModel commandModel = new SwitchModel();
    private boolean toldOpen = true;

    GateUnderTest(World world, DatabaseWatch.Scheduler scheduler) {
        this.world = world;
        this.commands = new ServiceSwitch(gate, scheduler);
    }

    ServiceGate gate() {
        return gate;
    }

    /** @param seconds 0: until it is enabled */
    void disable(int origin, long seconds) {
        world.count(World.Event.DISABLED);
        commands.disable(origin, seconds);
        commandModel.disable(origin, seconds, world.scheduler.millis());
    }

    void enable(int origin) {
        commands.enable(origin);
        commandModel.enable(origin);
    }

    private void changed(boolean open) {
        world.findings.require(open != toldOpen, () -> "told twice that the gate is open: " + open);
        toldOpen = open;
    }

    /** Why clients are not served, by origin. */
    Set<Integer> expectedReasons(boolean configured, List<WatchedBackend> backends) {
        Set<Integer> origins = new TreeSet<>(commandModel.origins(world.scheduler.millis()));
        if (!configured) {
            origins.add(Reason.CONFIGURATION.origin());
        }
        for (WatchedBackend backend : backends) {
            if (backend.model.closesService()) {
                origins.add(backend.database.origin);
            }
        }
        return origins;
    }

    void check(Set<Integer> expected) {
        Set<Integer> present = new LinkedHashSet<>();
        gate.reasons().forEach(reason -> present.add(reason.origin()));
        world.findings.require(
                List.copyOf(present).equals(List.copyOf(expected)),
                () -> "the gate has " + gate.reasons() + " and not " + expected);
        world.findings.require(
                gate.isOpen() == expected.isEmpty() && toldOpen == expected.isEmpty(),
                () -> "the gate is open: " + gate.isOpen() + ", told " + toldOpen + ", reasons " + expected);
    }
}
