package io.holdfast.wire.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.PacketWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A view of a received DHCPv4 message (RFC 2131 §2), valid as long as the bytes it was made over are left alone. Options
 * are found once, and copied only when asked for; repeated options are one (RFC 3396); with option 52 the fields
 * {@code file} and {@code sname} hold options too. A missing end option and any size from 240 bytes are accepted.
 *
 * <pre>
 *  0 op(1) htype(1) hlen(1) hops(1)   4 xid(4)   8 secs(2) flags(2)   12 ciaddr(4)   16 yiaddr(4)
 * 20 siaddr(4)   24 giaddr(4)   28 chaddr(16)   44 sname(64)   108 file(128)   236 magic cookie(4)   240 options
 * </pre>
 */
public final class Message4 {

    public static final int BOOTREQUEST = 1;
    public static final int BOOTREPLY = 2;
    public static final int HEADER_BYTES = 236;
    public static final int MAGIC_COOKIE = 0x63825363;

    /** RFC 2132 §9.10: what every client must be able to receive, with the headers of IP and UDP. */
    public static final int LEAST_MAX_MESSAGE_SIZE = 576;

    static final int CHADDR_BYTES = 16;
    static final int SNAME = 44;
    static final int FILE = 108;
    private static final int CHADDR = 28;
    private static final int BROADCAST_FLAG = 0x8000;

    private final byte[] data;
    private final OptionIndex options;
    private @Nullable HardwareAddress hardware;

    private Message4(byte[] data, OptionIndex options) {
        this.data = data;
        this.options = options;
    }

    /**
     * Finds the options in {@code data[0, length)}.
     *
     * @throws MalformedPacketException saying where the packet is wrong
     */
    public static Message4 read(byte[] data, int length) throws MalformedPacketException {
        return read(data, length, false);
    }

    /**
     * As {@link #read(byte[], int)}; {@code lenient} forgives an option cut off by the end of the packet, which is then
     * as if it were not there, and an option 52 that says nothing sensible.
     */
    public static Message4 read(byte[] data, int length, boolean lenient) throws MalformedPacketException {
        if (length > PacketWriter.MAX_BYTES) {
            throw new MalformedPacketException(
                    "a datagram has at most " + PacketWriter.MAX_BYTES + " bytes, not " + length);
        }
        PacketReader in = new PacketReader(data, 0, length);
        in.skip(HEADER_BYTES, "the header");
        int hlen = data[2] & 0xff;
        if (hlen > CHADDR_BYTES) {
            throw new MalformedPacketException("hlen is " + hlen + ", more than the 16 bytes of chaddr");
        }
        if (in.i32("magic cookie") != MAGIC_COOKIE) {
            throw new MalformedPacketException(
                    "no magic cookie at offset " + HEADER_BYTES + ": BOOTP, or not DHCP at all");
        }
        return new Message4(data, OptionIndex.of(data, in, lenient));
    }

    /**
     * The same message, as if it had this option in the place of any of its code; a view of bytes of its own.
     *
     * @throws MalformedPacketException when no datagram could be so long
     */
    public Message4 with(int code, byte[] payload) throws MalformedPacketException {
        OptionIndex changed = options.with(code, payload);
        return new Message4(changed.data(), changed);
    }

    public int op() {
        return data[0] & 0xff;
    }

    public int hardwareType() {
        return data[1] & 0xff;
    }

    /** The {@code hlen}, 0 to 16. */
    public int hardwareLength() {
        return data[2] & 0xff;
    }

    public int hops() {
        return data[3] & 0xff;
    }

    public int transactionId() {
        return i32(4);
    }

    /** Seconds since the client began, as it says. */
    public int secs() {
        return u16(8);
    }

    public int flags() {
        return u16(10);
    }

    /** Whether the client asks for answers by broadcast (RFC 2131 §4.1). */
    public boolean broadcast() {
        return (flags() & BROADCAST_FLAG) != 0;
    }

    public Ipv4Address clientAddress() {
        return new Ipv4Address(i32(12));
    }

    public Ipv4Address yourAddress() {
        return new Ipv4Address(i32(16));
    }

    public Ipv4Address serverAddress() {
        return new Ipv4Address(i32(20));
    }

    public Ipv4Address relayAddress() {
        return new Ipv4Address(i32(24));
    }

    /** Absent when {@code hlen} is 0. */
    public @Nullable HardwareAddress hardware() {
        if (hardware == null && hardwareLength() > 0) {
            hardware = HardwareAddress.of(hardwareType(), Arrays.copyOfRange(data, CHADDR, CHADDR + hardwareLength()));
        }
        return hardware;
    }

    /** The text of {@code sname}; empty when there is none, or options in its place. */
    public String serverName() {
        return options.snameHasOptions() ? "" : field(SNAME, FILE);
    }

    /** The text of {@code file}; empty when there is none, or options in its place. */
    public String bootFile() {
        return options.fileHasOptions() ? "" : field(FILE, HEADER_BYTES);
    }

    /** Absent when option 53 is missing or names no known type. */
    public @Nullable MessageType4 type() {
        return options.length(OptionCode4.MESSAGE_TYPE) == 1
                ? MessageType4.of(options.at(OptionCode4.MESSAGE_TYPE, 0))
                : null;
    }

    public boolean has(int code) {
        return options.length(code) >= 0;
    }

    /** How many bytes the payload of an option has, all its parts together; -1 when the message has none. */
    public int optionLength(int code) {
        return options.length(code);
    }

    /** A copy of an option's payload, all its parts joined (RFC 3396); absent when the message has none. */
    public byte @Nullable [] option(int code) {
        return options.payload(code);
    }

    /** The codes of the options that the message has, each once, in the order they first appear. */
    public int[] optionCodes() {
        return options.codes();
    }

    /** An option that is one IPv4 address; absent when missing. */
    public @Nullable Ipv4Address addressOption(int code) throws MalformedPacketException {
        return options.length(code) < 0 ? null : new Ipv4Address((int) number(code, Ipv4Address.BYTES));
    }

    /** An option that is one unsigned number of 32 bits, such as a lease time; {@code otherwise} when missing. */
    public long unsignedOption(int code, long otherwise) throws MalformedPacketException {
        return options.length(code) < 0 ? otherwise : number(code, 4);
    }

    /** Option 51, seconds; {@code otherwise} when missing. */
    public long requestedLeaseTime(long otherwise) throws MalformedPacketException {
        return unsignedOption(OptionCode4.LEASE_TIME, otherwise);
    }

    /** Option 57 (RFC 2132 §9.10), at least 576, which is also what counts when it is missing or not a number. */
    public int maxMessageSize() {
        int code = OptionCode4.MAX_MESSAGE_SIZE;
        return options.length(code) != 2
                ? LEAST_MAX_MESSAGE_SIZE
                : Math.max(LEAST_MAX_MESSAGE_SIZE, options.at(code, 0) << 8 | options.at(code, 1));
    }

    /** Whether the parameter request list (option 55) names {@code code}. */
    public boolean requests(int code) {
        int count = options.length(OptionCode4.PARAMETER_REQUEST_LIST);
        for (int i = 0; i < count; i++) {
            if (options.at(OptionCode4.PARAMETER_REQUEST_LIST, i) == code) {
                return true;
            }
        }
        return false;
    }

    /** An option that is text, without the zeros at its end (RFC 2132 §2) and cut off at one inside; absent when missing. */
    public @Nullable String textOption(int code) {
        byte[] payload = options.payload(code);
        return payload == null ? null : text(payload, 0, payload.length);
    }

    /** Option 12 as the client sent it, not checked to be a name; absent when missing or empty. */
    public @Nullable String hostName() {
        String name = textOption(OptionCode4.HOST_NAME);
        return name == null || name.isEmpty() ? null : name;
    }

    /** Option 61; absent when missing, or too short or too long to identify anybody. */
    public @Nullable ClientIdentifier clientIdentifier() {
        int length = options.length(OptionCode4.CLIENT_IDENTIFIER);
        byte[] payload = length < ClientIdentifier.MIN_BYTES || length > ClientIdentifier.MAX_BYTES
                ? null
                : options.payload(OptionCode4.CLIENT_IDENTIFIER);
        return payload == null ? null : ClientIdentifier.of(payload);
    }

    /**
     * A sub-option of option 82 (RFC 3046); absent when missing. One that is cut off by the end of the option is what is
     * left of it: the client cannot help what its relay sends, and whoever acts on the value checks it.
     */
    public byte @Nullable [] relayAgentOption(int subCode) throws MalformedPacketException {
        PacketReader in = options.reader(OptionCode4.RELAY_AGENT_INFORMATION);
        while (in != null && in.remaining() > 0) {
            int code = in.u8("sub-option code of option 82");
            int length = lengthWithin(in);
            if (code == subCode) {
                return in.bytes(length, "option 82's sub-option");
            }
            in.skip(length, "option 82's sub-option");
        }
        return null;
    }

    /** The codes of option 82's sub-options in their order; empty without option 82. */
    public int[] relayAgentCodes() throws MalformedPacketException {
        PacketReader in = options.reader(OptionCode4.RELAY_AGENT_INFORMATION);
        int[] codes = new int[in == null ? 0 : (in.remaining() + 1) / 2];
        int count = 0;
        while (in != null && in.remaining() > 0) {
            codes[count++] = in.u8("sub-option code of option 82");
            in.skip(lengthWithin(in), "option 82's sub-option");
        }
        return Arrays.copyOf(codes, count);
    }

    private static int lengthWithin(PacketReader in) throws MalformedPacketException {
        return in.remaining() == 0 ? 0 : Math.min(in.u8("length of option 82's sub-option"), in.remaining());
    }

    /** The {@code hlen} bytes of {@code chaddr}. */
    void copyHardwareTo(PacketWriter out) {
        out.bytes(data, CHADDR, hardwareLength());
    }

    private long number(int code, int bytes) throws MalformedPacketException {
        int length = options.length(code);
        if (length != bytes) {
            throw new MalformedPacketException("option " + code + " has " + length + " bytes, not " + bytes);
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | options.at(code, i);
        }
        return value;
    }

    private String field(int from, int to) {
        return text(data, from, to);
    }

    private static String text(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private int u16(int offset) {
        return (data[offset] & 0xff) << 8 | data[offset + 1] & 0xff;
    }

    private int i32(int offset) {
        return u16(offset) << 16 | u16(offset + 2);
    }
}
