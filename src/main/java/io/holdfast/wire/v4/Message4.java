package io.holdfast.wire.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A received DHCPv4 message (RFC 2131 §2). Options are found once, and copied only when asked for; repeated options are
 * one (RFC 3396); with option 52 the fields {@code file} and {@code sname} hold options too.
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
    private static final int BROADCAST_FLAG = 0x8000;

    private final byte[] data;
    private final int op;
    private final int hardwareType;
    private final int hops;
    private final int transactionId;
    private final int secs;
    private final int flags;
    private final @Nullable HardwareAddress hardware;
    private final byte[] @Nullable [] options = new byte[256][];

    private Message4(byte[] data, PacketReader in) throws MalformedPacketException {
        this.data = data;
        op = in.u8("op");
        hardwareType = in.u8("htype");
        int hlen = in.u8("hlen");
        hops = in.u8("hops");
        transactionId = in.i32("xid");
        secs = in.u16("secs");
        flags = in.u16("flags");
        in.skip(16, "addresses");
        if (hlen > 16) {
            throw new MalformedPacketException("hlen is " + hlen + ", more than the 16 bytes of chaddr");
        }
        byte[] chaddr = in.bytes(16, "chaddr");
        hardware = hlen == 0 ? null : HardwareAddress.of(hardwareType, Arrays.copyOf(chaddr, hlen));
        in.skip(192, "sname and file");
        if (in.i32("magic cookie") != MAGIC_COOKIE) {
            throw new MalformedPacketException(
                    "no magic cookie at offset " + HEADER_BYTES + ": BOOTP, or not DHCP at all");
        }
        readOptions(in);
    }

    /** @throws MalformedPacketException saying where the packet is wrong */
    public static Message4 read(byte[] data, int length) throws MalformedPacketException {
        return new Message4(data, new PacketReader(data, 0, length));
    }

    private void readOptions(PacketReader in) throws MalformedPacketException {
        while (in.remaining() > 0) {
            int code = in.u8("option code");
            if (code == OptionCode4.END) {
                return;
            }
            if (code == OptionCode4.PAD) {
                continue;
            }
            int length = in.u8("length of option " + code);
            byte[] payload = in.bytes(length, "option " + code);
            byte[] before = options[code];
            if (before != null) {
                byte[] joined = Arrays.copyOf(before, before.length + payload.length);
                System.arraycopy(payload, 0, joined, before.length, payload.length);
                payload = joined;
            }
            options[code] = payload;
        }
    }

    public int op() {
        return op;
    }

    public int hardwareType() {
        return hardwareType;
    }

    public int hops() {
        return hops;
    }

    public int transactionId() {
        return transactionId;
    }

    /** Seconds since the client began, as it says. */
    public int secs() {
        return secs;
    }

    public int flags() {
        return flags;
    }

    /** Whether the client asks for answers by broadcast (RFC 2131 §4.1). */
    public boolean broadcast() {
        return (flags & BROADCAST_FLAG) != 0;
    }

    public Ipv4Address clientAddress() {
        return addressAt(12);
    }

    public Ipv4Address yourAddress() {
        return addressAt(16);
    }

    public Ipv4Address serverAddress() {
        return addressAt(20);
    }

    public Ipv4Address relayAddress() {
        return addressAt(24);
    }

    /** Absent when {@code hlen} is 0. */
    public @Nullable HardwareAddress hardware() {
        return hardware;
    }

    /** Absent when option 53 is missing or names no known type. */
    public @Nullable MessageType4 type() {
        byte[] payload = options[OptionCode4.MESSAGE_TYPE];
        return payload == null || payload.length != 1 ? null : MessageType4.of(payload[0] & 0xff);
    }

    public boolean has(int code) {
        return options[code] != null;
    }

    /** The payload of an option, all its parts joined (RFC 3396); absent when the message has none. Not to be changed. */
    public byte @Nullable [] option(int code) {
        return options[code];
    }

    /** An option that is one IPv4 address; absent when missing. */
    public @Nullable Ipv4Address addressOption(int code) throws MalformedPacketException {
        byte[] payload = options[code];
        if (payload == null) {
            return null;
        }
        if (payload.length != Ipv4Address.BYTES) {
            throw new MalformedPacketException("option " + code + " has " + payload.length + " bytes, not 4");
        }
        return Ipv4Address.of(payload);
    }

    /** Option 61; absent when missing or too short to identify anybody. */
    public @Nullable ClientIdentifier clientIdentifier() {
        byte[] payload = options[OptionCode4.CLIENT_IDENTIFIER];
        return payload == null
                        || payload.length < ClientIdentifier.MIN_BYTES
                        || payload.length > ClientIdentifier.MAX_BYTES
                ? null
                : ClientIdentifier.of(payload);
    }

    /** A sub-option of option 82 (RFC 3046); absent when missing. */
    public byte @Nullable [] relayAgentOption(int subCode) throws MalformedPacketException {
        byte[] payload = options[OptionCode4.RELAY_AGENT_INFORMATION];
        if (payload == null) {
            return null;
        }
        PacketReader in = new PacketReader(payload, 0, payload.length);
        while (in.remaining() > 0) {
            int code = in.u8("sub-option code of option 82");
            int length = in.u8("length of sub-option " + code + " of option 82");
            byte[] value = in.bytes(length, "sub-option " + code + " of option 82");
            if (code == subCode) {
                return value;
            }
        }
        return null;
    }

    private Ipv4Address addressAt(int offset) {
        return new Ipv4Address((data[offset] & 0xff) << 24
                | (data[offset + 1] & 0xff) << 16
                | (data[offset + 2] & 0xff) << 8
                | data[offset + 3] & 0xff);
    }
}
