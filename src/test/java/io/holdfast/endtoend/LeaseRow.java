package io.holdfast.endtoend;

/**
 * A lease as the store has it, read beside Holdfast.
 *
 * @param address dotted
 * @param hardware hexadecimal digits, lower case; empty when there is none
 * @param lifetime seconds
 * @param expire seconds since 1970
 * @param state Kea's number: 0 in use, 1 declined, 2 expired and reclaimed, 3 released
 */
record LeaseRow(String address, String hardware, long lifetime, long expire, int subnet, int state) {

    boolean inUse() {
        return state == 0 && lifetime > 0;
    }

    boolean isDeclined() {
        return state == 1;
    }
}
