package io.holdfast.app.database;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Kea's configuration has no words for, about reservations.
 *
 * @param uncertainLifetime the longest lease of a client of which it cannot be known whether anything is reserved for it,
 *     because a hosts database is away: it is to come back soon
 * @param cacheSize how many answers of a hosts database with reservations are remembered, and as many without
 * @param cacheTime for how long an answer of a hosts database holds without being asked for again
 */
public record HostSettings(
        @DefaultValue("60s") Duration uncertainLifetime,
        @DefaultValue("200000") int cacheSize,
        @DefaultValue("1s") Duration cacheTime) {

    /** What holds where nothing is said. */
    public static final HostSettings STANDARD =
            new HostSettings(Duration.ofSeconds(60), 200_000, Duration.ofSeconds(1));

    public HostSettings {
        if (uncertainLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("holdfast.hosts.uncertain-lifetime must be 1s or more");
        }
        if (cacheSize < 2) {
            throw new IllegalArgumentException("holdfast.hosts.cache-size must be 2 or more");
        }
        if (cacheTime.isNegative()) {
            throw new IllegalArgumentException("holdfast.hosts.cache-time must not be negative");
        }
    }
}
