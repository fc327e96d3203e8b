package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.transport.Datagram;
import io.holdfast.wire.v6.ClientHash6;

/** A number that is the same in all packets of a client, whatever else they hold; found without reading the packet. */
final class ClientHash {

    private static final int HLEN_OFFSET = 2;
    private static final int CHADDR_OFFSET = 28;
    private static final int CHADDR_BYTES = 16;

    private ClientHash() {}

    static int of(Protocol protocol, Datagram datagram) {
        return switch (protocol) {
            case DHCP4 -> ofHardware(datagram);
            case DHCP6 -> ClientHash6.of(datagram.data(), datagram.length());
        };
    }

    /** By the hardware address at its fixed place (RFC 2131 §2). */
    private static int ofHardware(Datagram datagram) {
        byte[] data = datagram.data();
        if (datagram.length() < CHADDR_OFFSET + CHADDR_BYTES) {
            return 0;
        }
        int hash = 1;
        int length = Math.min(data[HLEN_OFFSET] & 0xff, CHADDR_BYTES);
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + data[CHADDR_OFFSET + i];
        }
        return hash ^ hash >>> 16;
    }
}
