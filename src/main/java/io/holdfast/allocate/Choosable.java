package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses of pools may be given to clients that do not ask for them. A value of its own, without the configuration
 * that it is from: pickers outlive that.
 *
 * @param withoutEdges not those of DHCPv4 that end in .0 and .255
 * @param routers an address that is kept for routers; absent when none is
 */
record Choosable(boolean withoutEdges, @Nullable IpAddress routers) implements Predicate<IpAddress> {

    static final Choosable ALL = new Choosable(false, null);

    /** Longer prefixes are those of links between two ends (RFC 6164), without such an address. */
    private static final int MOST_ROUTED = 126;

    static Choosable of(ServerConfig4 config, Subnet4 subnet) {
        return config.sparesEdges(subnet) ? new Choosable(true, null) : ALL;
    }

    /** The lowest address of a subnet is its routers' (RFC 4291 §2.6.1); only a client that asks for it may have it. */
    static Choosable of(Subnet6 subnet) {
        return subnet.prefixLength() > MOST_ROUTED ? ALL : new Choosable(false, subnet.network());
    }

    @Override
    public boolean test(IpAddress address) {
        return switch (address) {
            case Ipv4Address four -> !withoutEdges || !isEdge(four.bits() & 0xff);
            case Ipv6Address six -> !six.equals(routers);
        };
    }

    private static boolean isEdge(int lastByte) {
        return lastByte == 0 || lastByte == 255;
    }
}
