package io.holdfast.lease;

/** What may be done with a lease's address; the numbers are those of Kea's {@code lease_state} table. */
public enum LeaseState {
    /** Held by its client until it expires. */
    DEFAULT(0, "default"),
    /** A client found the address in use by somebody else; kept from everybody for the probation period. */
    DECLINED(1, "declined"),
    /** Expired and cleaned up; remembered so that its client can have the address back. */
    EXPIRED_RECLAIMED(2, "expired-reclaimed"),
    /** Given back by its client; remembered so that it can have the address back. */
    RELEASED(3, "released"),
    /** Registered by its client, not assigned by a server (RFC 9686, IPv6 only). */
    REGISTERED(4, "registered");

    private static final LeaseState[] BY_NUMBER = values();

    private final int number;
    private final String text;

    LeaseState(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    /** Kea's name for it. */
    public String text() {
        return text;
    }

    /** Whether the row only remembers who had the address: anybody may be given it. */
    public boolean isOver() {
        return this == EXPIRED_RECLAIMED || this == RELEASED;
    }

    /** @throws IllegalArgumentException when no state has this number */
    public static LeaseState of(long number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("no lease state has the number " + number);
        }
        return BY_NUMBER[(int) number];
    }
}
