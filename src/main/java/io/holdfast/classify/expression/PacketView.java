package io.holdfast.classify.expression;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Protocol;
import io.holdfast.classify.PacketFacts;
import io.holdfast.classify.option.Bytes;
import io.holdfast.classify.option.OptionLookup;
import io.holdfast.classify.option.OptionSpace;
import io.holdfast.classify.option.SeenOption;
import io.holdfast.classify.option.VendorClassOption;
import io.holdfast.classify.option.VendorOption;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Relay6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What expressions read of a packet, of either protocol. */
final class PacketView {

    /** Up to the magic cookie (RFC 2131 §2). */
    private static final int HEADER_4 = 236;

    private final PacketFacts packet;
    private final OptionSpace space;

    /** Many expressions ask for the same option one after the other. */
    private int lastCode = -1;

    private @Nullable SeenOption last;

    PacketView(PacketFacts packet, OptionLookup definitions) {
        this.packet = packet;
        Protocol protocol = switch (packet) {
            case PacketFacts.Of4 four -> Protocol.DHCP4;
            case PacketFacts.Of6 six -> Protocol.DHCP6;
        };
        this.space = OptionSpace.of(protocol, definitions);
    }

    @Nullable
    SeenOption find(OptionPlace place) {
        return switch (place) {
            case OptionPlace.Own(int code) -> own(code);
            case OptionPlace.Inside(int code, int subCode) -> inside(own(code), subCode);
            case OptionPlace.OfRelay4(int subCode) -> inside(own(OptionCode4.RELAY_AGENT_INFORMATION), subCode);
            case OptionPlace.OfRelay6(int level, int code) -> {
                Relay6 relay = relay(level);
                // What it relays is not one of its options for Kea.
                yield relay == null || code == OptionCode6.RELAY_MSG
                        ? null
                        : read(code, relay.options().payload(code));
            }
            case OptionPlace.OfVendor(long enterprise, int subCode) -> inside(vendor(enterprise), subCode);
        };
    }

    private static @Nullable SeenOption inside(@Nullable SeenOption option, int subCode) {
        return option == null ? null : option.inside(subCode);
    }

    private @Nullable SeenOption own(int code) {
        if (code != lastCode) {
            last = read(code, payload(code));
            lastCode = code;
        }
        return last;
    }

    private byte @Nullable [] payload(int code) {
        return switch (packet) {
            case PacketFacts.Of4 four -> four.message().option(code);
            case PacketFacts.Of6 six -> six.message().option(code);
        };
    }

    private @Nullable SeenOption read(int code, byte @Nullable [] payload) {
        return payload == null ? null : SeenOption.read(space, code, payload);
    }

    /** The vendor option if it is this enterprise's, or any for 0. */
    @Nullable
    SeenOption vendor(long enterprise) {
        SeenOption option = own(VendorOption.code(space.protocol()));
        return option == null || enterprise != 0 && VendorOption.enterprise(option) != enterprise ? null : option;
    }

    String vendorEnterprise() {
        SeenOption option = vendor(0);
        return option == null ? "" : Bytes.ofNumber(VendorOption.enterprise(option));
    }

    @Nullable
    VendorClassOption vendorClass(long enterprise) {
        byte[] payload = payload(VendorClassOption.code(space.protocol()));
        VendorClassOption vendor = payload == null ? null : VendorClassOption.read(space.protocol(), payload);
        return vendor == null || enterprise != 0 && vendor.enterprise() != enterprise ? null : vendor;
    }

    String relayAddress(int level, boolean link) {
        Relay6 relay = relay(level);
        return relay == null ? "" : Bytes.of((link ? relay.linkAddress() : relay.peerAddress()).toBytes());
    }

    private @Nullable Relay6 relay(int level) {
        if (!(packet instanceof PacketFacts.Of6 six)) {
            return null;
        }
        List<Relay6> relays = six.message().relays();
        int index = level < 0 ? relays.size() + level : level;
        return index < 0 || index >= relays.size() ? null : relays.get(index);
    }

    String field(PacketField field) {
        return switch (field) {
            case INTERFACE -> Bytes.ofText(packet.interfaceName());
            case SOURCE -> Bytes.of(packet.source().toBytes());
            case DESTINATION -> Bytes.of(packet.destination().toBytes());
            case LENGTH -> Bytes.ofNumber(length());
            case MAC, HLEN, HTYPE, CIADDR, GIADDR, YIADDR, SIADDR, MESSAGE_TYPE, TRANSACTION_ID ->
                switch (packet) {
                    case PacketFacts.Of4 four -> field(field, four.message());
                    case PacketFacts.Of6 six -> {
                        boolean type = field == PacketField.MESSAGE_TYPE;
                        yield Bytes.ofNumber(
                                type
                                        ? six.message().typeNumber()
                                        : six.message().transactionId());
                    }
                };
        };
    }

    private static String field(PacketField field, Message4 message) {
        return switch (field) {
            case MAC -> {
                HardwareAddress hardware = message.hardware();
                yield hardware == null ? "" : Bytes.of(hardware.bytes());
            }
            case HLEN -> Bytes.ofNumber(message.hardwareLength());
            case HTYPE -> Bytes.ofNumber(message.hardwareType());
            case CIADDR -> Bytes.of(message.clientAddress().toBytes());
            case GIADDR -> Bytes.of(message.relayAddress().toBytes());
            case YIADDR -> Bytes.of(message.yourAddress().toBytes());
            case SIADDR -> Bytes.of(message.serverAddress().toBytes());
            case MESSAGE_TYPE -> {
                byte[] type = message.option(OptionCode4.MESSAGE_TYPE);
                yield Bytes.ofNumber(type == null || type.length == 0 ? 0 : type[0]);
            }
            case TRANSACTION_ID -> Bytes.ofNumber(message.transactionId());
            case INTERFACE, SOURCE, DESTINATION, LENGTH -> "";
        };
    }

    /**
     * Of DHCPv4 it is what Kea counts: the header without the magic cookie, and the options with their headers, without
     * padding and end.
     */
    private int length() {
        if (!(packet instanceof PacketFacts.Of4 four)) {
            return packet.length();
        }
        int length = HEADER_4;
        for (int code : four.message().optionCodes()) {
            SeenOption option = own(code);
            length += option == null ? 0 : 2 + option.length();
        }
        return length;
    }
}
