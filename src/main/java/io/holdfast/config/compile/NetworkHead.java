package io.holdfast.config.compile;

import io.holdfast.address.IpAddress;
import io.holdfast.config.OptionSet;
import java.util.List;

/** A shared network without its subnets. */
record NetworkHead(Section section, String name, List<IpAddress> relays, OptionSet options) {

    NetworkHead {
        relays = List.copyOf(relays);
    }
}
