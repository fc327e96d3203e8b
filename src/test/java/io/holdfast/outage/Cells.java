package io.holdfast.outage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;

/** What the cells of the guide's tables promise, by their first words. */
final class Cells {

    private Cells() {}

    /** @param words with which a cell begins that promises this; of two that fit the longer ones count */
    static <P> P promised(P[] all, Function<P, String> words, String cell) {
        return Arrays.stream(all)
                .filter(promise -> cell.startsWith(words.apply(promise)))
                .max(Comparator.comparingInt(promise -> words.apply(promise).length()))
                .orElseThrow(() -> new AssertionError("the guide promises what no test knows: " + cell));
    }
}
