package io.holdfast.control.remote;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Protocol;

/** Ranges of addresses as commands write them. */
final class Pools {

    private Pools() {}

    /**
     * @param text {@code first - last} or {@code address/length}, with or without blanks
     * @throws IllegalArgumentException saying what is wrong
     */
    static AddressRange range(Protocol protocol, String text) {
        return AddressRange.parse(protocol, text.replace(" ", ""));
    }

    /** {@code first-last}, as configuration files mostly have it. */
    static String shown(String stored) {
        return stored.replace(" ", "");
    }
}
