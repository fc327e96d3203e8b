package io.holdfast.kea;

import java.time.Duration;
import org.awaitility.Awaitility;

/** The clock that Kea goes by, which no test can turn. */
public final class RealClock {

    private RealClock() {}

    /** Returns when so many seconds have passed. */
    public static void pass(int seconds) {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Awaitility.await().atMost(Duration.ofSeconds(seconds + 30)).until(() -> System.nanoTime() - until >= 0);
    }
}
