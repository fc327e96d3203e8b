package io.holdfast.classify.option;

import io.holdfast.address.Protocol;

/** What codes mean in a place. */
public record OptionSpace(Protocol protocol, String name, OptionLookup definitions) {

    /** The options of the protocol itself. */
    public static OptionSpace of(Protocol protocol, OptionLookup definitions) {
        return new OptionSpace(protocol, protocol.label(), definitions);
    }

    OptionSpace inside(String space) {
        return new OptionSpace(protocol, space, definitions);
    }

    /** Of a vendor's own options, whose space is called after its enterprise number. */
    OptionSpace ofVendor(long enterprise) {
        return inside("vendor-" + enterprise);
    }

    int headerBytes() {
        return protocol == Protocol.DHCP4 ? 2 : 4;
    }
}
