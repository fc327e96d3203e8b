package io.holdfast.control;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Switches the service off and on by command, for each origin on its own; what was switched off for a time comes on by
 * itself. The newest command of an origin decides.
 */
public final class ServiceSwitch {

    private final ServiceGate gate;
    private final DatabaseWatch.Scheduler scheduler;
    private final Map<Integer, Long> commands = new HashMap<>();

    public ServiceSwitch(ServiceGate gate, DatabaseWatch.Scheduler scheduler) {
        this.gate = gate;
        this.scheduler = scheduler;
    }

    /** @param seconds after which it is switched on again; 0 for never */
    public synchronized void disable(int origin, long seconds) {
        long command = commands.merge(origin, 1L, Long::sum);
        gate.close(Reason.origin(origin));
        if (seconds > 0) {
            scheduler.after(Duration.ofSeconds(seconds), () -> expire(origin, command));
        }
    }

    public synchronized void enable(int origin) {
        commands.merge(origin, 1L, Long::sum);
        gate.open(origin);
    }

    private synchronized void expire(int origin, long command) {
        if (commands.getOrDefault(origin, 0L) == command) {
            gate.open(origin);
        }
    }
}
