package io.holdfast.app.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody looks again and again, whatever happens meanwhile. */
class ConfigPollerTests {

    private final List<Duration> waits = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private Runnable also = () -> {};
    private int looks;

    private final ConfigPoller poller = new ConfigPoller(this::after, this::look);

    private void after(Duration wait, Runnable task) {
        waits.add(wait);
        tasks.add(task);
    }

    private void look() {
        looks++;
        also.run();
    }

    /** The time of all that is scheduled now has come. */
    private void pass() {
        List<Runnable> due = List.copyOf(tasks);
        tasks.clear();
        waits.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void oneLookFollowsAnother() {
        poller.within(30);
        assertThat(waits).containsExactly(Duration.ofSeconds(15));
        pass();
        pass();
        assertThat(looks).isEqualTo(2);
        assertThat(waits).containsExactly(Duration.ofSeconds(15));
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        also = () -> {
            throw new StackOverflowError("too deep");
        };
        poller.within(1);
        assertThatThrownBy(this::pass).isInstanceOf(StackOverflowError.class);
        assertThat(waits).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void zeroIsNever() {
        poller.within(5);
        poller.within(0);
        pass();
        assertThat(looks).isZero();
        assertThat(tasks).isEmpty();
    }

    @Test
    void anotherIntervalTakesThePlaceOfTheFirstAlsoDuringALook() {
        poller.within(5);
        poller.within(6);
        also = () -> poller.within(7);
        pass();
        assertThat(looks).isEqualTo(1);
        also = () -> {};
        pass();
        assertThat(looks).isEqualTo(2);
        assertThat(waits).containsExactly(Duration.ofMillis(3500));
    }

    @Test
    void afterTheEndNobodyLooks() {
        poller.within(5);
        poller.soon();
        poller.close();
        pass();
        assertThat(looks).isZero();
        assertThat(tasks).isEmpty();
    }
}
