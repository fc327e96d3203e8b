package io.holdfast.outage;

import java.util.Optional;

/** What a client may ask: a row of the guide's table, how it gets there, and what it is promised. */
interface Asking {

    /** The words of the row. */
    @Override
    String toString();

    int ordinal();

    Promise promised(Mode mode);

    Optional<? extends Heard> ask(TestClient client);

    /** What must have happened before the loss, beyond what a client has by itself, so that it can ask this then. */
    void prepare(TestClient client);

    /** Whether it takes nothing away, whoever is asked. */
    boolean isHarmless();

    /** The type of the one answer that there may be until the loss is noticed; empty when none. */
    Optional<String> unnoticed();
}
