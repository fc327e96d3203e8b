package io.holdfast.telemetry;

import java.time.Duration;

/** How many past values a statistic keeps; the present one is always kept. */
public sealed interface SampleLimit {

    /** As many, at least 1. */
    record Count(long most) implements SampleLimit {

        public Count {
            if (most < 1) {
                throw new IllegalArgumentException("at least one sample is kept, not " + most);
            }
        }
    }

    /** Those not older than this, measured from the present one. */
    record Age(Duration most) implements SampleLimit {

        public Age {
            if (most.isNegative()) {
                throw new IllegalArgumentException("a sample's age is not negative: " + most);
            }
        }
    }

    /** Kea's default. */
    SampleLimit DEFAULT = new Count(20);
}
