package io.holdfast.engine.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.MacSource;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Options6;
import io.holdfast.wire.v6.Relay6;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's hardware address, which DHCPv6 does not tell by itself, and where it is from ({@code mac-sources}).
 *
 * @param source as Kea's table {@code lease_hwaddr_source} numbers it
 */
record ClientHardware(HardwareAddress address, int source) {

    private static final int DUID_LLT = 1;
    private static final int DUID_LL = 3;
    private static final int LLT_HEADER = 8;
    private static final int LL_HEADER = 4;
    private static final int ENTERPRISE_BYTES = 4;
    private static final int CABLE_LABS = 4491;
    private static final int DEVICE_ID = 36;
    private static final int CM_MAC = 1026;

    /** What {@code any} stands for, in Kea's order. */
    private static final List<MacSource> ALL = List.of(
            MacSource.CLIENT_LINK_ADDR_OPTION,
            MacSource.DUID,
            MacSource.IPV6_LINK_LOCAL,
            MacSource.REMOTE_ID,
            MacSource.DOCSIS_CMTS,
            MacSource.DOCSIS_MODEM);

    /** From the first source that tells it; absent when none does. */
    static @Nullable ClientHardware find(
            List<MacSource> sources, Message6 message, @Nullable Duid client, Ipv6Address clientAddress)
            throws MalformedPacketException {
        for (MacSource source : sources) {
            ClientHardware found = source == MacSource.ANY
                    ? find(ALL, message, client, clientAddress)
                    : from(source, message, client, clientAddress);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable ClientHardware from(
            MacSource source, Message6 message, @Nullable Duid client, Ipv6Address clientAddress)
            throws MalformedPacketException {
        return switch (source) {
            // Sockets do not tell the sender in the frame, and nobody says how a subscriber id is to be read.
            case ANY, RAW, SUBSCRIBER_ID -> null;
            case DUID -> client == null ? null : found(2, ofDuid(client));
            case IPV6_LINK_LOCAL -> found(4, ofInterfaceIdentifier(clientAddress));
            case CLIENT_LINK_ADDR_OPTION -> found(8, ofRelay(message));
            case REMOTE_ID -> found(16, ofRemoteId(message));
            case DOCSIS_CMTS -> found(64, ofCmts(message));
            case DOCSIS_MODEM -> found(128, ofVendor(message.options(), DEVICE_ID));
        };
    }

    private static @Nullable ClientHardware found(int source, @Nullable HardwareAddress address) {
        return address == null ? null : new ClientHardware(address, source);
    }

    private static @Nullable HardwareAddress ofDuid(Duid duid) {
        byte[] bytes = duid.bytes();
        int header = duid.type() == DUID_LLT ? LLT_HEADER : duid.type() == DUID_LL ? LL_HEADER : bytes.length;
        return header >= bytes.length
                ? null
                : address((bytes[2] & 0xff) << 8 | bytes[3] & 0xff, Arrays.copyOfRange(bytes, header, bytes.length));
    }

    /** A modified EUI-64 that was made of an EUI-48 (RFC 4291 appendix A). */
    private static @Nullable HardwareAddress ofInterfaceIdentifier(Ipv6Address address) {
        byte[] bytes = address.toBytes();
        if (!address.isLinkLocal() || (bytes[8] & 3) != 2 || (bytes[11] & 0xff) != 0xff || (bytes[12] & 0xff) != 0xfe) {
            return null;
        }
        return HardwareAddress.ethernet(
                new byte[] {(byte) (bytes[8] ^ 2), bytes[9], bytes[10], bytes[13], bytes[14], bytes[15]});
    }

    private static @Nullable HardwareAddress ofRelay(Message6 message) throws MalformedPacketException {
        for (Relay6 relay : message.relays().reversed()) {
            HardwareAddress address = relay.clientLinkLayerAddress();
            if (address != null) {
                return address;
            }
        }
        return null;
    }

    /** As Kea: what is behind the enterprise number is taken for one, as far as one can be long. */
    private static @Nullable HardwareAddress ofRemoteId(Message6 message) {
        byte[] id = message.relayOption(OptionCode6.REMOTE_ID);
        if (id == null || id.length <= ENTERPRISE_BYTES) {
            return null;
        }
        int end = Math.min(id.length, ENTERPRISE_BYTES + HardwareAddress.MAX_BYTES);
        return HardwareAddress.ethernet(Arrays.copyOfRange(id, ENTERPRISE_BYTES, end));
    }

    private static @Nullable HardwareAddress ofCmts(Message6 message) {
        for (Relay6 relay : message.relays().reversed()) {
            HardwareAddress address = ofVendor(relay.options(), CM_MAC);
            if (address != null) {
                return address;
            }
        }
        return null;
    }

    /** A sub-option of CableLabs' in option 17; one that is broken tells nothing. */
    private static @Nullable HardwareAddress ofVendor(Options6 options, int wanted) {
        for (byte[] payload : options.payloads(OptionCode6.VENDOR_OPTS)) {
            PacketReader in = new PacketReader(payload, 0, payload.length);
            try {
                boolean theirs = in.i32("enterprise number") == CABLE_LABS;
                while (theirs && in.remaining() > 0) {
                    int code = in.u16("code of a vendor option");
                    byte[] value = in.bytes(in.u16("length of a vendor option"), "vendor option");
                    if (code == wanted) {
                        return address(HardwareAddress.ETHERNET, value);
                    }
                }
            } catch (MalformedPacketException _) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable HardwareAddress address(int type, byte[] bytes) {
        return bytes.length == 0 || bytes.length > HardwareAddress.MAX_BYTES ? null : HardwareAddress.of(type, bytes);
    }
}
