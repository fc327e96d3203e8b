package io.holdfast.control;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;

/** The words in which the lease commands of the two protocols differ. */
enum LeaseWords {
    V4(Protocol.DHCP4, "4"),
    V6(Protocol.DHCP6, "6");

    private final Protocol protocol;
    private final String digit;

    LeaseWords(Protocol protocol, String digit) {
        this.protocol = protocol;
        this.digit = digit;
    }

    static LeaseWords of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> V4;
            case DHCP6 -> V6;
        };
    }

    Protocol protocol() {
        return protocol;
    }

    /** {@code lease4-get} for {@code get}. */
    String command(String what) {
        return "lease" + digit + "-" + what;
    }

    /** {@code stat-lease4-get}. */
    String statistics() {
        return "stat-lease" + digit + "-get";
    }

    /** {@code IPv4}, {@code IPv6}. */
    String version() {
        return "IPv" + digit;
    }

    boolean isOf(IpAddress address) {
        return switch (this) {
            case V4 -> address instanceof Ipv4Address;
            case V6 -> address instanceof Ipv6Address;
        };
    }

    /** Kea's message id. */
    String extendedInfoFault() {
        return "DHCPSRV_LEASE" + digit + "_EXTENDED_INFO_SANITY_FAIL";
    }

    /** @throws IllegalArgumentException saying what is wrong */
    IpAddress address(String text) {
        return switch (this) {
            case V4 -> Ipv4Address.parse(text);
            case V6 -> Ipv6Address.parse(text);
        };
    }
}
