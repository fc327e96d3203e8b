package io.holdfast.config.compile.keyword;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.wire.OptionTable;

/** What the protocols have different names or texts for in a configuration. */
public final class ProtocolTerms {

    private ProtocolTerms() {}

    /** The keyword of its subnets: {@code subnet4}, {@code subnet6}. */
    public static String subnets(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> "subnet4";
            case DHCP6 -> "subnet6";
        };
    }

    public static OptionTable standardOptions(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> OptionTable.standard4();
            case DHCP6 -> OptionTable.standard6();
        };
    }

    /** @throws IllegalArgumentException saying what is wrong; of the other methods likewise */
    public static IpAddress address(Protocol protocol, String text) {
        return switch (protocol) {
            case DHCP4 -> Ipv4Address.parse(text);
            case DHCP6 -> Ipv6Address.parse(text);
        };
    }

    /** The addresses of a pool, written {@code first-last} or {@code address/length}. */
    public static AddressRange pool(Protocol protocol, String text) {
        return AddressRange.parse(protocol, text);
    }
}
