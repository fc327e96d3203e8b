package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all members of a picker's pools, stretch by stretch in an order that follows from chance. Of each stretch it
 * first wants to know what never had a lease, and where that is little, what has no lease any more: in a wide, empty pool
 * that is not worth looking at each row.
 */
final class Survey {

    /** Members looked at in one round trip. */
    static final int STRETCH = 4096;

    /** So many that never had a lease are enough of a stretch. */
    private static final int ENOUGH = STRETCH / 4;

    private final Members members;
    private final int[] begins;
    private final Permutation permutation;
    private int done;
    private boolean reuse;

    /** @param reuse whether what never had a lease was not enough */
    record Stretch(AddressRange range, boolean reuse) {}

    Survey(Members members, RandomGenerator random) {
        this.members = members;
        begins = members.stretches(STRETCH);
        permutation = new Permutation(begins.length, random.nextLong());
    }

    /** What to look at next; absent when all has been. The same until {@link #looked}. */
    @Nullable
    Stretch next() {
        return done == begins.length
                ? null
                : new Stretch(members.stretch(begins[(int) permutation.at(done)], STRETCH), reuse);
    }

    /** The stretch has so many vacancies of its kind. */
    void looked(int found) {
        if (reuse || found >= ENOUGH) {
            reuse = false;
            done++;
        } else {
            reuse = true;
        }
    }
}
