package io.holdfast.pipeline;

import io.holdfast.address.Protocol;

/** What the lanes log of packets beside the reasons of the engine, by Kea's identifiers. */
enum Event {
    /** A fault of our own. */
    FAULT("DHCP4_PACKET_PROCESS_EXCEPTION", "DHCP6_PACKET_PROCESS_EXCEPTION"),
    DUPLICATE("DHCP4_PACKET_DROP_0012", "DHCP6_PACKET_DROP_DUPLICATE"),
    DISABLED("DHCP4_PACKET_DROP_0008", "DHCP6_PACKET_DROP_DHCP_DISABLED"),
    /** The lease database cannot be asked, or refuses. */
    STORE("DHCP4_PACKET_DROP_0011", "DHCP6_PACKET_PROCESS_FAIL");

    private final String id4;
    private final String id6;

    Event(String id4, String id6) {
        this.id4 = id4;
        this.id6 = id6;
    }

    String id(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> id4;
            case DHCP6 -> id6;
        };
    }
}
