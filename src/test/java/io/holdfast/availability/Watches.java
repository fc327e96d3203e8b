package io.holdfast.availability;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity.Kind;
import io.holdfast.telemetry.Meters;
import java.time.Duration;

/** Watches for tests, over what the test says. */
public final class Watches {

    /** Hears nothing. */
    public static final DatabaseWatch.Listener DEAF = new DatabaseWatch.Listener() {
        @Override
        public void recovered(DatabaseWatch back, Duration outage) {}

        @Override
        public void fatal(DatabaseWatch gone) {}
    };

    private Watches() {}

    /** Over leases in PostgreSQL. */
    public static DatabaseWatch lease(
            LossPolicy policy,
            ServiceGate gate,
            DatabaseWatch.Probe probe,
            HandScheduler scheduler,
            DatabaseWatch.Listener listener) {
        return of(Kind.LEASE_POSTGRESQL, policy, gate, probe, scheduler, listener);
    }

    /** Its place is {@code fake}; its jitter, if any, is none. */
    public static DatabaseWatch of(
            Kind kind,
            LossPolicy policy,
            ServiceGate gate,
            DatabaseWatch.Probe probe,
            HandScheduler scheduler,
            DatabaseWatch.Listener listener) {
        String use = kind.name().substring(0, kind.name().indexOf('_')).toLowerCase(java.util.Locale.ROOT);
        return new DatabaseWatch(
                new BackendIdentity(Protocol.DHCP4, use, kind, "fake"),
                policy,
                probe,
                new DatabaseWatch.Surroundings(gate, scheduler, scheduler::millis, () -> 0.5, Meters.NONE, listener));
    }
}
