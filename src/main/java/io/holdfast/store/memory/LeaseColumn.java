package io.holdfast.store.memory;

/** A column of Kea's lease file of one protocol. */
interface LeaseColumn {

    String title();

    /** Its place in a row. */
    int ordinal();

    /** The number that a row of an older file, which has no such column, means by that. */
    default int missing() {
        return 0;
    }
}
