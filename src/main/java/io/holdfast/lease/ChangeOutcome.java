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

    ChangeOutcome APPLIED = new Applied();
}
