package io.holdfast.classify.option;

import io.holdfast.address.Protocol;

/**
 * What codes mean in a place.
 *
 * @param depth in how many options this place is
 */
public record OptionSpace(Protocol protocol, String name, OptionLookup definitions, int depth) {

    /** Clients choose how deep options are nested in options; nobody means more than this. */
    private static final int MOST_DEPTH = 16;

    /** The options of the protocol itself. */
    public static OptionSpace of(Protocol protocol, OptionLookup definitions) {
        return new OptionSpace(protocol, protocol.label(), definitions, 0);
    }

    OptionSpace inside(String space) {
        return new OptionSpace(protocol, space, definitions, depth + 1);
    }

    /** Of a vendor's own options, whose space is called after its enterprise number. */
    OptionSpace ofVendor(long enterprise) {
        return inside("vendor-" + enterprise);
    }

    /** Whether options of this place have others inside; what is nested deeper is just bytes. */
    boolean holdsOthers() {
        return depth < MOST_DEPTH;
    }

    int headerBytes() {
        return protocol == Protocol.DHCP4 ? 2 : 4;
    }
}
