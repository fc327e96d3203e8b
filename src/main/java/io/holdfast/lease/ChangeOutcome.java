package io.holdfast.lease;

import org.jspecify.annotations.Nullable;

/** What became of a {@link LeaseChange}. */
public sealed interface ChangeOutcome {

    /** Carried out and durable. */
    record Applied() implements ChangeOutcome {}

    /**
     * Not carried out: the row was another than expected, or that of another change of its group was. {@code present} is
     * what stood there; absent: no row.
     */
    record Taken(@Nullable Lease present) implements ChangeOutcome {}

    /** Not carried out: this limit of the change is reached. The others of its group are as if taken. */
    record Exceeded(LeaseLimit limit) implements ChangeOutcome {

        /** For those who give no limits. */
        public IllegalStateException unasked() {
            return new IllegalStateException("a change without limits was refused by one: " + limit);
        }
    }

    ChangeOutcome APPLIED = new Applied();
}
