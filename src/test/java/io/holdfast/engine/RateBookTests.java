package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Limits.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No span of a limit's time has more packets than the limit. */
class RateBookTests {

    private static final long SECOND = 1_000_000_000L;

    private long now = -5 * SECOND; // such a clock may begin anywhere
    private final RateBook book = new RateBook(() -> now, 4_000);

    private boolean admit(Object key, long packets, long seconds) {
        return book.admit(List.of(new RateBook.Entry(key, new Rate(packets, seconds))));
    }

    @Test
    void asManyAsTheLimitPassAndMoreWhenTheTimeOfTheFirstIsOver() {
        assertThat(admit("a", 2, 60)).isTrue();
        now += 30 * SECOND;
        assertThat(admit("a", 2, 60)).isTrue();
        assertThat(admit("a", 2, 60)).isFalse();
        now += 30 * SECOND;
        assertThat(admit("a", 2, 60)).as("in the very moment it still counts").isFalse();
        now += 1;
        assertThat(admit("a", 2, 60)).isTrue();
        assertThat(admit("a", 2, 60)).isFalse();
        assertThat(admit("b", 2, 60)).as("another limit").isTrue();
    }

    @Test
    void aLimitOfNoneLetsNothingThrough() {
        assertThat(admit("a", 0, 1)).isFalse();
        now += 100 * SECOND;
        assertThat(admit("a", 0, 1)).isFalse();
    }

    @Test
    void aPacketThatOneLimitRefusesCountsForNone() {
        RateBook.Entry wide = new RateBook.Entry("wide", new Rate(2, 10));
        RateBook.Entry narrow = new RateBook.Entry("narrow", new Rate(1, 10));
        assertThat(book.admit(List.of(wide, narrow))).isTrue();
        assertThat(book.admit(List.of(wide, narrow))).isFalse();
        assertThat(book.admit(List.of(wide))).isTrue();
        assertThat(book.admit(List.of(wide))).isFalse();
    }

    @Test
    void aLimitThatHasBeenChangedCountsWhatHasPassedBefore() {
        assertThat(admit("a", 5, 10)).isTrue();
        assertThat(admit("a", 5, 10)).isTrue();
        assertThat(admit("a", 2, 10)).isFalse();
        assertThat(admit("a", 3, 10)).isTrue();
    }

    @Test
    void aLimitOfManyPacketsTakesLittleMemoryAndNeverLetsTooManyThrough() {
        long passed = 0;
        for (int i = 0; i < 1_000_000; i++) { // 20 seconds
            now += 20_000;
            passed += admit("a", 10_000, 1) ? 1 : 0;
        }
        assertThat(passed).isBetween(199_000L, 210_000L);
        assertThat(book.cells()).isLessThanOrEqualTo(1024);
    }

    @Test
    void ofTooManyLimitsThoseBeginAnewThatWereOfUseLeastLately() {
        assertThat(admit(-1, 1, 1000)).isTrue();
        for (int i = 0; i < 2000; i++) {
            assertThat(admit(i, 1, 1000)).isTrue();
        }
        assertThat(book.cells()).isLessThanOrEqualTo(4_000);
        assertThat(admit(1999, 1, 1000)).isFalse();
        for (int i = 0; i < 2000; i++) {
            assertThat(admit("none" + i, 0, 1000)).isFalse();
        }
        assertThat(book.cells()).isLessThanOrEqualTo(4_000);
        assertThat(admit(-1, 1, 1000)).isTrue();
    }
}
