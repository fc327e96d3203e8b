package io.holdfast.app.database;

import io.holdfast.availability.Backoff;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Kea's configuration has no words for, about getting a lost database back.
 *
 * @param longestWait pauses between attempts double from reconnect-wait-time up to this; 0: they are always the same
 * @param jitter the part of a pause, 0 to 1, by which it may be shorter or longer, so that a fleet does not knock in step
 * @param idleCheck how long a database may be quiet before it is looked at
 */
public record RecoverySettings(
        @DefaultValue("0s") Duration longestWait,
        @DefaultValue("0") double jitter,
        @DefaultValue("3s") Duration idleCheck) {

    public RecoverySettings {
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("holdfast.recovery.longest-wait must not be negative");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("holdfast.recovery.jitter must be from 0 to 1, not " + jitter);
        }
        if (idleCheck.toMillis() < 100) {
            throw new IllegalArgumentException("holdfast.recovery.idle-check must be 100 ms or more");
        }
    }

    /** @param waitMillis reconnect-wait-time */
    Backoff backoff(long waitMillis) {
        return new Backoff(waitMillis, longestWait.toMillis(), jitter);
    }
}
