package io.holdfast.config.compile.network;

import io.holdfast.address.IpAddress;
import io.holdfast.config.OptionSet;
import io.holdfast.config.compile.keyword.Section;
import java.util.List;

/** A shared network without its subnets. */
record NetworkHead(Section section, String name, List<IpAddress> relays, OptionSet options) {

    NetworkHead {
        relays = List.copyOf(relays);
    }
}
