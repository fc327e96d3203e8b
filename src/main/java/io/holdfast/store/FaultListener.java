package io.holdfast.store;

/** Hears that a call could not use the database; {@code DatabaseWatch::lost} is one. Called on the caller's thread. */
@FunctionalInterface
public interface FaultListener {

    /** @param error what the database or its driver said, without secrets */
    void lost(String error);

    FaultListener NONE = error -> {};
}
