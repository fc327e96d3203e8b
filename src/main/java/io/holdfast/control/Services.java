package io.holdfast.control;

import io.holdfast.address.Protocol;
import java.util.Map;

/** The commands of the protocols that are configured, DHCPv4 first; none before the configuration has been read. */
@FunctionalInterface
public interface Services {

    Map<Protocol, CommandRegistry> configured();
}
