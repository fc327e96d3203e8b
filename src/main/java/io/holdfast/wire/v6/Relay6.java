package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import org.jspecify.annotations.Nullable;

/**
 * A view of what one relay has wrapped around a message (RFC 8415 §9), valid as long as the bytes below it.
 *
 * <pre>
 *  0 type(1) hop-count(1)   2 link-address(16)   18 peer-address(16)   34 options, the message among them
 * </pre>
 */
public final class Relay6 {

    static final int HEADER_BYTES = 34;

    private final MessageType6 type;
    private final int hopCount;
    private final Ipv6Address linkAddress;
    private final Ipv6Address peerAddress;
    private final Options6 options;

    /** Reads behind the type, to the end. */
    Relay6(MessageType6 type, byte[] data, PacketReader in, boolean lenient) throws MalformedPacketException {
        this.type = type;
        this.hopCount = in.u8("hop-count of a relay");
        this.linkAddress = Ipv6Address.of(in.bytes(Ipv6Address.BYTES, "link-address of a relay"));
        this.peerAddress = Ipv6Address.of(in.bytes(Ipv6Address.BYTES, "peer-address of a relay"));
        this.options = Options6.read(data, in, lenient);
    }

    /** RELAY_FORW, or RELAY_REPL in what servers send. */
    public MessageType6 type() {
        return type;
    }

    /** How many relays there are between this one and the client, as it says (RFC 8415 §19.1). */
    public int hopCount() {
        return hopCount;
    }

    /** An address of the link that the message came from; unspecified when the relay has none for it. */
    public Ipv6Address linkAddress() {
        return linkAddress;
    }

    /** Who the relay had the message from: the client, or the next relay on the way to it. */
    public Ipv6Address peerAddress() {
        return peerAddress;
    }

    /** All options of the relay, the relayed message (option 9) among them. */
    public Options6 options() {
        return options;
    }

    /** Option 18 (RFC 8415 §21.18); absent when missing. */
    public byte @Nullable [] interfaceId() {
        return options.payload(OptionCode6.INTERFACE_ID);
    }

    /** Option 37 (RFC 4649 §3), its enterprise number of four bytes included; absent when missing. */
    public byte @Nullable [] remoteId() {
        return options.payload(OptionCode6.REMOTE_ID);
    }

    /** Option 38 (RFC 4580 §2); absent when missing. */
    public byte @Nullable [] subscriberId() {
        return options.payload(OptionCode6.SUBSCRIBER_ID);
    }

    /** Option 53, the DUID of the relay (RFC 5460 §5.4.1); absent when missing. */
    public @Nullable Duid relayId() throws MalformedPacketException {
        return options.duid(OptionCode6.RELAY_ID, "relay-id");
    }

    /** The options in option 66 that the relay would have the client receive (RFC 6422 §4); absent when missing. */
    public @Nullable Options6 suppliedOptions() throws MalformedPacketException {
        return options.inside(OptionCode6.RELAY_SUPPLIED_OPTIONS);
    }

    /** Option 79 (RFC 6939 §4); absent when missing, or when its address has no bytes or more than 20. */
    public @Nullable HardwareAddress clientLinkLayerAddress() throws MalformedPacketException {
        PacketReader in = options.reader(OptionCode6.CLIENT_LINK_LAYER_ADDRESS);
        if (in == null || in.remaining() <= 2 || in.remaining() > 2 + HardwareAddress.MAX_BYTES) {
            return null;
        }
        int hardwareType = in.u16("type of the client's link-layer address");
        return HardwareAddress.of(hardwareType, in.bytes(in.remaining(), "the client's link-layer address"));
    }

    /** Whether the relay has another source port than 547, and so option 135 (RFC 8357 §4.1): it is answered there. */
    public boolean hasSourcePort() {
        return options.has(OptionCode6.RELAY_SOURCE_PORT);
    }

    /** The codes in option 43, of options that the relay wants back (RFC 4994 §4); empty when missing. */
    public int[] echoRequest() throws MalformedPacketException {
        return options.codeList(OptionCode6.ECHO_REQUEST);
    }

    /** A cursor over the message that was relayed. */
    PacketReader message() throws MalformedPacketException {
        PacketReader message = options.reader(OptionCode6.RELAY_MSG);
        if (message == null) {
            throw new MalformedPacketException(
                    "the relay with link-address " + linkAddress + " has passed on no message: option 9 is missing");
        }
        return message;
    }
}
