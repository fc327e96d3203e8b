package io.holdfast.wire.v6;

import org.jspecify.annotations.Nullable;

/** The first byte of a message (RFC 8415 §7.3 and later). */
public enum MessageType6 {
    SOLICIT(1),
    ADVERTISE(2),
    REQUEST(3),
    CONFIRM(4),
    RENEW(5),
    REBIND(6),
    REPLY(7),
    RELEASE(8),
    DECLINE(9),
    RECONFIGURE(10),
    INFORMATION_REQUEST(11),
    RELAY_FORW(12),
    RELAY_REPL(13),
    /** RFC 5007 §4.1.1. */
    LEASEQUERY(14),
    LEASEQUERY_REPLY(15),
    /** RFC 5460 §5.2. */
    LEASEQUERY_DONE(16),
    LEASEQUERY_DATA(17),
    /** RFC 6977 §6.2. */
    RECONFIGURE_REQUEST(18),
    RECONFIGURE_REPLY(19),
    /** RFC 7341 §6. */
    DHCPV4_QUERY(20),
    DHCPV4_RESPONSE(21),
    /** RFC 7653 §6.2. */
    ACTIVELEASEQUERY(22),
    STARTTLS(23),
    /** RFC 8156 §5.3. */
    BNDUPD(24),
    BNDREPLY(25),
    POOLREQ(26),
    POOLRESP(27),
    UPDREQ(28),
    UPDREQALL(29),
    UPDDONE(30),
    CONNECT(31),
    CONNECTREPLY(32),
    DISCONNECT(33),
    STATE(34),
    CONTACT(35),
    /** RFC 9686 §4.2. */
    ADDR_REG_INFORM(36),
    ADDR_REG_REPLY(37);

    private static final MessageType6[] BY_NUMBER = values();

    private final int number;

    MessageType6(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Whether it has the header of relays, and another message inside (RFC 8415 §9). */
    public boolean isRelay() {
        return this == RELAY_FORW || this == RELAY_REPL;
    }

    /** As the RFCs write it: {@code INFORMATION-REQUEST}. */
    public String text() {
        return name().replace('_', '-');
    }

    /** Absent when nothing is assigned to the number. */
    public static @Nullable MessageType6 of(int number) {
        return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : null;
    }
}
