package io.holdfast.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DuePlacesTests {

    @Test
    void placesComeInOrderAndOnce() {
        DuePlaces due = new DuePlaces(new int[] {2, 5});
        due.add(7);
        due.add(1);
        due.add(5);
        due.add(7);
        assertThat(rest(due)).containsExactly(1, 2, 5, 7);
    }

    @Test
    void whatBecomesDueLateIsTooLate() {
        DuePlaces due = new DuePlaces(new int[] {4});
        assertThat(due.take()).isEqualTo(4);
        due.add(3);
        due.add(4);
        due.add(6);
        assertThat(rest(due)).containsExactly(6);
    }

    /** As bits would have it. */
    @Test
    void anyMixtureOfAddingAndTakingIsInOrder() {
        SplittableRandom random = new SplittableRandom(4711);
        for (int round = 0; round < 2_000; round++) {
            int[] always =
                    random.ints(random.nextInt(20), 0, 60).distinct().sorted().toArray();
            BitSet expected = new BitSet();
            for (int place : always) {
                expected.set(place);
            }
            DuePlaces due = new DuePlaces(always);
            int last = -1;
            for (int step = 0; step < 80; step++) {
                if (random.nextBoolean()) {
                    int place = random.nextInt(60);
                    due.add(place);
                    expected.set(place);
                } else {
                    int next = expected.nextSetBit(last + 1);
                    assertThat(due.take()).as("round %s", round).isEqualTo(next);
                    last = next < 0 ? 60 : next;
                }
                if (last == 60) {
                    break;
                }
            }
        }
    }

    @Test
    void manyClassesOfOnePacketAreAllThere() {
        ClientClasses classes = new ClientClasses();
        for (int id = 0; id < 100; id++) {
            assertThat(classes.contains(id * 3)).isFalse();
            classes.add(id * 3);
            classes.add(id * 3);
        }
        assertThat(classes.size()).isEqualTo(100);
        assertThat(classes.get(40)).isEqualTo(120);
        assertThat(classes.contains(297)).isTrue();
        assertThat(classes.contains(298)).isFalse();
    }

    private static List<Integer> rest(DuePlaces due) {
        List<Integer> rest = new ArrayList<>();
        for (int place = due.take(); place >= 0; place = due.take()) {
            rest.add(place);
        }
        return rest;
    }
}
