package io.holdfast.wire.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.PacketWriter;

/**
 * Writes one DHCPv4 reply (RFC 2131 §2, §4.3.1): first the header, copied from the request where the RFC says so, then
 * options in the order they are added, split over several when longer than 255 bytes (RFC 3396).
 */
public final class Reply4 {

    /** RFC 1542 §2.1: some BOOTP relays and clients discard anything shorter. */
    private static final int MIN_BYTES = 300;

    private static final int MAX_OPTION_BYTES = 255;

    private final PacketWriter out;

    private Reply4(PacketWriter out) {
        this.out = out;
    }

    /**
     * Begins a reply to {@code request}: htype, hlen, xid, flags, giaddr and chaddr are the request's.
     *
     * @param serverName at most 63 bytes
     * @param bootFile at most 127 bytes
     */
    public static Reply4 to(
            Message4 request,
            MessageType4 type,
            Ipv4Address ciaddr,
            Ipv4Address yiaddr,
            Ipv4Address siaddr,
            byte[] serverName,
            byte[] bootFile) {
        PacketWriter out = new PacketWriter(576);
        byte[] chaddr =
                request.hardware() == null ? new byte[0] : request.hardware().bytes();
        out.u8(Message4.BOOTREPLY).u8(request.hardwareType()).u8(chaddr.length).u8(0);
        out.i32(request.transactionId()).u16(0).u16(request.flags());
        out.i32(ciaddr.bits())
                .i32(yiaddr.bits())
                .i32(siaddr.bits())
                .i32(request.relayAddress().bits());
        out.bytes(chaddr).zeros(16 - chaddr.length);
        out.bytes(serverName).zeros(64 - serverName.length);
        out.bytes(bootFile).zeros(128 - bootFile.length);
        out.i32(Message4.MAGIC_COOKIE);
        return new Reply4(out).option(OptionCode4.MESSAGE_TYPE, new byte[] {(byte) type.number()});
    }

    public Reply4 option(int code, byte[] payload) {
        int at = 0;
        do {
            int length = Math.min(MAX_OPTION_BYTES, payload.length - at);
            out.u8(code).u8(length).bytes(payload, at, length);
            at += length;
        } while (at < payload.length);
        return this;
    }

    public Reply4 option(int code, int number) {
        out.u8(code).u8(4).i32(number);
        return this;
    }

    public Reply4 option(int code, Ipv4Address address) {
        return option(code, address.bits());
    }

    /** Bytes written so far, without the end option. */
    public int length() {
        return out.position();
    }

    /** Ends the options and pads to the least size of a BOOTP message. */
    public byte[] finish() {
        out.u8(OptionCode4.END);
        if (out.position() < MIN_BYTES) {
            out.zeros(MIN_BYTES - out.position());
        }
        return out.toBytes();
    }
}
