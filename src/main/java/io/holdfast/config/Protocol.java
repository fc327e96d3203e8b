package io.holdfast.config;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.wire.OptionTable;

/** The two protocols, and what they have different names or texts for in a configuration. */
public enum Protocol {
    DHCP4("Dhcp4", "subnet4", OptionTable.DHCP4),
    DHCP6("Dhcp6", "subnet6", OptionTable.DHCP6);

    private final String object;
    private final String subnets;
    private final String space;

    Protocol(String object, String subnets, String space) {
        this.object = object;
        this.subnets = subnets;
        this.space = space;
    }

    /** The key of its configuration: {@code Dhcp4}, {@code Dhcp6}. */
    public String object() {
        return object;
    }

    /** The keyword of its subnets: {@code subnet4}, {@code subnet6}. */
    String subnets() {
        return subnets;
    }

    /** The space of its own options: {@code dhcp4}, {@code dhcp6}. */
    public String space() {
        return space;
    }

    /** {@code DHCPv4}, {@code DHCPv6}. */
    public String words() {
        return this == DHCP4 ? "DHCPv4" : "DHCPv6";
    }

    OptionTable standardOptions() {
        return this == DHCP4 ? OptionTable.standard4() : OptionTable.standard6();
    }

    /** @throws IllegalArgumentException saying what is wrong; of the other methods likewise */
    IpAddress address(String text) {
        return this == DHCP4 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
    }

    /** The addresses of a pool, written {@code first-last} or {@code address/length}. */
    AddressRange pool(String text) {
        if (text.indexOf('/') >= 0) {
            return this == DHCP4
                    ? Ipv4Prefix.parse(text).range()
                    : Ipv6Prefix.parse(text).range();
        }
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("'" + text + "' is neither first-last nor address/length");
        }
        String first = text.substring(0, hyphen);
        String last = text.substring(hyphen + 1);
        return this == DHCP4
                ? new Ipv4Range(Ipv4Address.parse(first), Ipv4Address.parse(last))
                : new Ipv6Range(Ipv6Address.parse(first), Ipv6Address.parse(last));
    }
}
