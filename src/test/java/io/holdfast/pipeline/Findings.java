package io.holdfast.pipeline;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first thing that was wrong in a simulated world. Kept instead of thrown: lanes, watches and timers survive whatever
 * is thrown at them, an assertion as well.
 */
final class Findings {

    private @Nullable String first;

    void require(boolean holds, Supplier<String> otherwise) {
        if (!holds && first == null) {
            first = otherwise.get();
        }
    }

    @Nullable
    String first() {
        return first;
    }
}
