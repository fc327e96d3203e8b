package io.holdfast.config.compile;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.address.Protocol;
import io.holdfast.wire.OptionTable;

/** What the protocols have different names or texts for in a configuration. */
final class ProtocolTerms {

    private ProtocolTerms() {}

    /** The keyword of its subnets: {@code subnet4}, {@code subnet6}. */
    static String subnets(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> "subnet4";
            case DHCP6 -> "subnet6";
        };
    }

    static OptionTable standardOptions(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> OptionTable.standard4();
            case DHCP6 -> OptionTable.standard6();
        };
    }

    /** @throws IllegalArgumentException saying what is wrong; of the other methods likewise */
    static IpAddress address(Protocol protocol, String text) {
        return switch (protocol) {
            case DHCP4 -> Ipv4Address.parse(text);
            case DHCP6 -> Ipv6Address.parse(text);
        };
    }

    /** The addresses of a pool, written {@code first-last} or {@code address/length}. */
    static AddressRange pool(Protocol protocol, String text) {
        if (text.indexOf('/') >= 0) {
            return switch (protocol) {
                case DHCP4 -> Ipv4Prefix.parse(text).range();
                case DHCP6 -> Ipv6Prefix.parse(text).range();
            };
        }
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("'" + text + "' is neither first-last nor address/length");
        }
        String first = text.substring(0, hyphen);
        String last = text.substring(hyphen + 1);
        return switch (protocol) {
            case DHCP4 -> new Ipv4Range(Ipv4Address.parse(first), Ipv4Address.parse(last));
            case DHCP6 -> new Ipv6Range(Ipv6Address.parse(first), Ipv6Address.parse(last));
        };
    }
}
