package io.holdfast.engine;

import io.holdfast.address.IpAddress;
import java.util.List;

/**
 * How a packet reached us. All addresses are of one version.
 *
 * @param interfaceName of the receiving interface
 * @param localAddresses of that interface; for DHCPv4 the first is our server identifier there
 * @param source unspecified for DHCPv4 clients without an address
 */
public record Arrival(
        String interfaceName, List<IpAddress> localAddresses, IpAddress source, int sourcePort, IpAddress destination) {

    public Arrival {
        localAddresses = List.copyOf(localAddresses);
    }
}
