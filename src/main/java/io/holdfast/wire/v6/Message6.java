package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.PacketWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view of a received DHCPv6 message (RFC 8415 §8) and of the relays it came through (§9), valid as long as the bytes
 * it was made over are left alone. Options are found once, and copied only when asked for. All but {@link #relays} is
 * about the message inside of all relays.
 *
 * <pre>
 *  0 type(1) transaction-id(3)   4 options
 * </pre>
 */
public final class Message6 {

    /**
     * Hop counts from 0 to the HOP_COUNT_LIMIT of RFC 3315 §5.5, which is 32. RFC 8415 §7.6 has relays stop at 8, but a
     * server that refuses what older relays have passed on helps nobody; Kea also takes as many.
     */
    public static final int MAX_RELAYS = 33;

    static final int HEADER_BYTES = 4;

    private final List<Relay6> relays;
    private final int typeNumber;
    private final int transactionId;
    private final Options6 options;

    private Message6(List<Relay6> relays, int typeNumber, int transactionId, Options6 options) {
        this.relays = relays;
        this.typeNumber = typeNumber;
        this.transactionId = transactionId;
        this.options = options;
    }

    /**
     * Finds the relays and the options in {@code data[0, length)}.
     *
     * @throws MalformedPacketException saying where the packet is wrong
     */
    public static Message6 read(byte[] data, int length) throws MalformedPacketException {
        return read(data, length, false);
    }

    /**
     * As {@link #read(byte[], int)}; {@code lenient} forgives an option cut off by the end of what it is in, which is
     * then as if it were not there, half a code at the end of a list of codes, and a prefix length beyond 128.
     */
    public static Message6 read(byte[] data, int length, boolean lenient) throws MalformedPacketException {
        if (length > PacketWriter.MAX_BYTES) {
            throw new MalformedPacketException(
                    "a datagram has at most " + PacketWriter.MAX_BYTES + " bytes, not " + length);
        }
        PacketReader in = new PacketReader(data, 0, length);
        int number = in.u8("message type");
        List<Relay6> relays = List.of();
        if (isRelay(number)) {
            relays = new ArrayList<>(2);
            while (isRelay(number)) {
                Relay6 relay = relay(relays, number, data, in, lenient);
                relays.add(relay);
                in = relay.message();
                number = in.u8("message type");
            }
            relays = List.copyOf(relays);
        }
        int transactionId = in.u8("transaction id") << 16 | in.u16("transaction id");
        return new Message6(relays, number, transactionId, Options6.read(data, in, lenient));
    }

    /**
     * The same message, as if it had this option in the place of the first of its code; a view of bytes of its own.
     *
     * @throws MalformedPacketException when no datagram could be so long
     */
    public Message6 with(int code, byte[] payload) throws MalformedPacketException {
        return new Message6(relays, typeNumber, transactionId, options.with(code, payload));
    }

    /** The relays, outermost first: the last is the one nearest to the client. Empty when the client sent it itself. */
    public List<Relay6> relays() {
        return relays;
    }

    /** The relay nearest to the client, which knows the link that the client is on; absent without relays. */
    public @Nullable Relay6 nearestRelay() {
        return relays.isEmpty() ? null : relays.getLast();
    }

    /** An option that a relay has added, looked for from the client on; absent when no relay has. */
    public byte @Nullable [] relayOption(int code) {
        for (Relay6 relay : relays.reversed()) {
            byte[] payload = relay.options().payload(code);
            if (payload != null) {
                return payload;
            }
        }
        return null;
    }

    /** Absent when the number is not one of a known type. */
    public @Nullable MessageType6 type() {
        return MessageType6.of(typeNumber);
    }

    public int typeNumber() {
        return typeNumber;
    }

    /** 24 bits. */
    public int transactionId() {
        return transactionId;
    }

    public Options6 options() {
        return options;
    }

    public boolean has(int code) {
        return options.has(code);
    }

    /** How many bytes the payload of the first option with this code has; -1 when the message has none. */
    public int optionLength(int code) {
        return options.length(code);
    }

    /** A copy of the payload of the first option with this code; absent when the message has none. */
    public byte @Nullable [] option(int code) {
        return options.payload(code);
    }

    /** Option 1 (RFC 8415 §21.2); absent when missing. That there is one only, {@link Options6#count} tells. */
    public @Nullable Duid clientId() throws MalformedPacketException {
        return options.duid(OptionCode6.CLIENT_ID, "client-id");
    }

    /** Option 2 (RFC 8415 §21.3); absent when missing. */
    public @Nullable Duid serverId() throws MalformedPacketException {
        return options.duid(OptionCode6.SERVER_ID, "server-id");
    }

    /** Whether the option request option (RFC 8415 §21.7) names {@code code}. */
    public boolean requests(int code) {
        return options.listNames(OptionCode6.OPTION_REQUEST, code);
    }

    /** The codes in the option request option; empty when missing. */
    public int[] requestedCodes() throws MalformedPacketException {
        return options.codeList(OptionCode6.OPTION_REQUEST);
    }

    /** Option 8 (RFC 8415 §21.9): how long the client has been trying, in hundredths of a second; 0 when missing. */
    public int elapsedHundredths() throws MalformedPacketException {
        return options.u16(OptionCode6.ELAPSED_TIME, 0);
    }

    /** Whether the client takes a REPLY to its SOLICIT (RFC 8415 §21.14). */
    public boolean rapidCommit() {
        return options.has(OptionCode6.RAPID_COMMIT);
    }

    /** All IA_NA and IA_PD with what is in them, in the order they were sent. */
    public List<Ia6> ias() throws MalformedPacketException {
        List<Ia6> ias = new ArrayList<>(2);
        for (int i = 0; i < options.size(); i++) {
            int code = options.codeAt(i);
            if (code == OptionCode6.IA_NA || code == OptionCode6.IA_PD) {
                IaType type = code == OptionCode6.IA_NA ? IaType.NA : IaType.PD;
                ias.add(Ia6.read(type, options, options.readerAt(i)));
            }
        }
        return List.copyOf(ias);
    }

    /** The IAIDs of the identity associations for temporary addresses (RFC 8415 §21.5), in the order they were sent. */
    public int[] temporaryIaids() throws MalformedPacketException {
        int[] iaids = new int[options.count(OptionCode6.IA_TA)];
        int found = 0;
        for (int i = 0; found < iaids.length; i++) {
            if (options.codeAt(i) == OptionCode6.IA_TA) {
                iaids[found++] = options.readerAt(i).i32("IAID of an IA_TA");
            }
        }
        return iaids;
    }

    /**
     * The first IAADDR outside of any IA: the address that an ADDR-REG-INFORM registers (RFC 9686 §4.2). Absent when
     * missing; that there is one only, {@link Options6#count} tells.
     */
    public @Nullable IaLease6 registeredAddress() throws MalformedPacketException {
        PacketReader in = options.reader(OptionCode6.IAADDR);
        return in == null ? null : IaLease6.address(options, in);
    }

    /** What the server says about the whole message; absent when it has no status code option of its own. */
    public @Nullable Status6 status() throws MalformedPacketException {
        return options.status();
    }

    private static Relay6 relay(List<Relay6> outer, int number, byte[] data, PacketReader in, boolean lenient)
            throws MalformedPacketException {
        MessageType6 type =
                number == MessageType6.RELAY_FORW.number() ? MessageType6.RELAY_FORW : MessageType6.RELAY_REPL;
        if (outer.size() == MAX_RELAYS) {
            throw new MalformedPacketException("more than " + MAX_RELAYS + " relays");
        }
        if (!outer.isEmpty() && outer.getFirst().type() != type) {
            throw new MalformedPacketException("a " + type.text() + " at offset " + (in.position() - 1)
                    + " inside of a " + outer.getFirst().type().text());
        }
        return new Relay6(type, data, in, lenient);
    }

    private static boolean isRelay(int number) {
        return number == MessageType6.RELAY_FORW.number() || number == MessageType6.RELAY_REPL.number();
    }
}
