package io.holdfast.outage;

import java.time.Duration;
import java.util.Optional;

/**
 * What a client of either protocol can do. Each message is sent once; what is returned is the answer to it that came
 * within the client's patience, empty when none came. It remembers what was acknowledged last.
 */
sealed interface TestClient extends AutoCloseable permits TestClient4, TestClient6 {

    /** How long answers are waited for from now on; five seconds at first. */
    TestClient patience(Duration limit);

    /** From the first question to the lease; fails unless all answers come. */
    Heard bind();

    /** The same, but empty when an answer does not come or gives nothing. */
    Optional<? extends Heard> tryToBind();

    /** What was acknowledged last; fails when nothing was. */
    Heard lastLease();

    Optional<? extends Heard> renew();

    /**
     * It takes itself for the holder of what nobody may have given it.
     *
     * @param number counts from the last of the pool's addresses that no others are sent to while there is room; below 48
     */
    void believe(int number);

    @Override
    void close();
}
