package io.holdfast.app;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Kea's configuration has no words for, about reservations.
 *
 * @param uncertainLifetime the longest lease of a client of which it cannot be known whether anything is reserved for it,
 *     because a hosts database is away: it is to come back soon
 */
public record HostSettings(@DefaultValue("60s") Duration uncertainLifetime) {

    /** What holds where nothing is said. */
    public static final HostSettings STANDARD = new HostSettings(Duration.ofSeconds(60));

    public HostSettings {
        if (uncertainLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("holdfast.hosts.uncertain-lifetime must be 1s or more");
        }
    }
}
