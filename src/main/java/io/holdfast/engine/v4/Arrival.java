package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import java.util.List;

/**
 * How a packet reached us.
 *
 * @param interfaceName of the receiving interface
 * @param localAddresses of that interface; the first is our server identifier there
 * @param source unspecified for clients without an address
 */
public record Arrival(
        String interfaceName,
        List<Ipv4Address> localAddresses,
        Ipv4Address source,
        int sourcePort,
        Ipv4Address destination) {}
