package io.holdfast.control;

import io.holdfast.address.IpAddress;
import io.holdfast.config.Subnet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the subnet that a client's packet would belong to by the configuration in effect, as the server does. */
@FunctionalInterface
public interface SubnetTrial {

    /** Absent when no subnet fits. */
    @Nullable
    Subnet select(Packet packet);

    /**
     * What is known of a packet. Addresses are of the protocol's version; absent ones are not known.
     *
     * @param interfaceName that it came by; empty when it is not known
     * @param address that the client has ({@code ciaddr})
     * @param relay the address of the relay ({@code giaddr})
     * @param local that it was sent to
     * @param remote that it came from
     * @param link what the relay says of the client's link: an option of DHCPv4, the link-address of DHCPv6
     * @param subnet what the client says of its subnet (RFC 3011)
     * @param interfaceId that the relay added; of DHCPv6
     * @param classes names of the classes it is in
     */
    record Packet(
            String interfaceName,
            @Nullable IpAddress address,
            @Nullable IpAddress relay,
            @Nullable IpAddress local,
            @Nullable IpAddress remote,
            @Nullable IpAddress link,
            @Nullable IpAddress subnet,
            byte @Nullable [] interfaceId,
            List<String> classes) {

        public Packet {
            classes = List.copyOf(classes);
        }
    }
}
