package io.holdfast.wire.v4;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.PacketWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes what a DHCPv4 client or its relay sends (RFC 2131 §4.4.1); options go out in the order they are added. */
public final class Request4 {

    private static final int BROADCAST_FLAG = 0x8000;

    private final PacketWriter options = new PacketWriter(128);
    private final int transactionId;
    private final @Nullable HardwareAddress hardware;
    private Ipv4Address clientAddress = Ipv4Address.UNSPECIFIED;
    private Ipv4Address relayAddress = Ipv4Address.UNSPECIFIED;
    private int hops;
    private int secs;
    private int flags;

    private Request4(int transactionId, @Nullable HardwareAddress hardware) {
        this.transactionId = transactionId;
        this.hardware = hardware;
    }

    /** Begins with option 53; without {@code hardware} the message has {@code htype} 1 and {@code hlen} 0. */
    public static Request4 of(MessageType4 type, int transactionId, @Nullable HardwareAddress hardware) {
        return withoutType(transactionId, hardware).option(OptionCode4.MESSAGE_TYPE, new byte[] {(byte) type.number()});
    }

    /** Begins without option 53: a message that servers must not answer. */
    public static Request4 withoutType(int transactionId, @Nullable HardwareAddress hardware) {
        if (hardware != null && hardware.length() > Message4.CHADDR_BYTES) {
            throw new IllegalArgumentException("chaddr has room for 16 bytes, not for " + hardware.length());
        }
        return new Request4(transactionId, hardware);
    }

    /** The address that the client has: {@code ciaddr}. */
    public Request4 clientAddress(Ipv4Address address) {
        clientAddress = address;
        return this;
    }

    /** As if a relay with this address had passed the message on: {@code giaddr}, and one hop. */
    public Request4 relayedBy(Ipv4Address address) {
        relayAddress = address;
        hops = 1;
        return this;
    }

    public Request4 secs(int seconds) {
        secs = seconds;
        return this;
    }

    public Request4 broadcast() {
        flags = BROADCAST_FLAG;
        return this;
    }

    /** Adds an option, split over several when longer than 255 bytes (RFC 3396). */
    public Request4 option(int code, byte[] payload) {
        OptionParts.write(options, code, payload);
        return this;
    }

    public Request4 option(int code, int number) {
        options.u8(code).u8(4).i32(number);
        return this;
    }

    public Request4 option(int code, Ipv4Address address) {
        return option(code, address.bits());
    }

    public Request4 option(int code, String text) {
        return option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The parameter request list: option 55. */
    public Request4 requesting(int... codes) {
        byte[] payload = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            payload[i] = (byte) codes[i];
        }
        return option(OptionCode4.PARAMETER_REQUEST_LIST, payload);
    }

    /** The message with its end option, padded to 300 bytes. */
    public byte[] toBytes() {
        int hlen = hardware == null ? 0 : hardware.length();
        PacketWriter out = new PacketWriter(Reply4.MIN_BYTES);
        out.u8(Message4.BOOTREQUEST).u8(hardware == null ? HardwareAddress.ETHERNET : hardware.type());
        out.u8(hlen).u8(hops).i32(transactionId).u16(secs).u16(flags);
        out.i32(clientAddress.bits()).i32(0).i32(0).i32(relayAddress.bits());
        out.bytes(hardware == null ? new byte[0] : hardware.bytes()).zeros(Message4.CHADDR_BYTES - hlen);
        out.zeros(Message4.HEADER_BYTES - Message4.SNAME).i32(Message4.MAGIC_COOKIE);
        out.bytes(options.toBytes()).u8(OptionCode4.END);
        if (out.position() < Reply4.MIN_BYTES) {
            out.zeros(Reply4.MIN_BYTES - out.position());
        }
        return out.toBytes();
    }
}
