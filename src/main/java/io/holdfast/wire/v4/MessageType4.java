package io.holdfast.wire.v4;

import org.jspecify.annotations.Nullable;

/** The values of option 53 (RFC 2132 §9.6 and later). */
public enum MessageType4 {
    DHCPDISCOVER(1),
    DHCPOFFER(2),
    DHCPREQUEST(3),
    DHCPDECLINE(4),
    DHCPACK(5),
    DHCPNAK(6),
    DHCPRELEASE(7),
    DHCPINFORM(8),
    DHCPFORCERENEW(9),
    DHCPLEASEQUERY(10),
    DHCPLEASEUNASSIGNED(11),
    DHCPLEASEUNKNOWN(12),
    DHCPLEASEACTIVE(13),
    DHCPBULKLEASEQUERY(14),
    DHCPLEASEQUERYDONE(15),
    DHCPACTIVELEASEQUERY(16),
    DHCPLEASEQUERYSTATUS(17),
    DHCPTLS(18);

    private static final MessageType4[] BY_NUMBER = values();

    private final int number;

    MessageType4(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Absent when nothing is assigned to the number. */
    public static @Nullable MessageType4 of(int number) {
        return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : null;
    }
}
