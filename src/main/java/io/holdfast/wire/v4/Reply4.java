package io.holdfast.wire.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.PacketWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one DHCPv4 reply (RFC 2131 §2, §4.3.1): first the header, copied from the request where the RFC says so, then
 * options, the most important first. A reply is as long as the client can take (option 57, else 576 bytes, with IP and
 * UDP headers; never more than an Ethernet frame). Options that do not fit go into the unused ones of the fields
 * {@code file} and {@code sname} (RFC 2131 §4.1), each where there is room for it first; those for which there is room
 * nowhere are left out and named by {@link #omitted}. Option 82 always has its place, and is last (RFC 3046 §2.2).
 */
public final class Reply4 {

    /** RFC 1542 §2.1: some BOOTP relays and clients discard anything shorter. */
    static final int MIN_BYTES = 300;

    private static final int IP_AND_UDP_HEADERS = 28;
    private static final int ETHERNET_MTU = 1500;
    private static final int[] NONE = {};

    private final PacketWriter out;
    private final int limit;
    private final boolean fileUnused;
    private final boolean serverNameUnused;
    private byte @Nullable [] relayAgentInformation;
    private int[] omitted = NONE;

    private Reply4(PacketWriter out, int limit, boolean fileUnused, boolean serverNameUnused) {
        this.out = out;
        this.limit = limit;
        this.fileUnused = fileUnused;
        this.serverNameUnused = serverNameUnused;
    }

    /**
     * Begins a reply to {@code request}: htype, hlen, xid, flags, giaddr and chaddr are the request's.
     *
     * @param type absent in BOOTP: then no field has options in its place either, and a long reply lacks some
     * @param serverName at most 63 bytes
     * @param bootFile at most 127 bytes
     */
    public static Reply4 to(
            Message4 request,
            @Nullable MessageType4 type,
            Ipv4Address ciaddr,
            Ipv4Address yiaddr,
            Ipv4Address siaddr,
            byte[] serverName,
            byte[] bootFile) {
        return to(new PacketWriter(576), request, type, ciaddr, yiaddr, siaddr, serverName, bootFile);
    }

    /** As the other, in the memory of {@code scratch}, which is cleared and may be used again after {@link #finish}. */
    public static Reply4 to(
            PacketWriter scratch,
            Message4 request,
            @Nullable MessageType4 type,
            Ipv4Address ciaddr,
            Ipv4Address yiaddr,
            Ipv4Address siaddr,
            byte[] serverName,
            byte[] bootFile) {
        if (serverName.length > 63 || bootFile.length > 127) {
            throw new IllegalArgumentException("sname has " + serverName.length + " bytes and file " + bootFile.length
                    + ", at most 63 and 127 are possible");
        }
        scratch.clear();
        int hlen = request.hardwareLength();
        scratch.u8(Message4.BOOTREPLY).u8(request.hardwareType()).u8(hlen).u8(0);
        scratch.i32(request.transactionId()).u16(0).u16(request.flags());
        scratch.i32(ciaddr.bits()).i32(yiaddr.bits()).i32(siaddr.bits());
        scratch.i32(request.relayAddress().bits());
        request.copyHardwareTo(scratch);
        scratch.zeros(Message4.CHADDR_BYTES - hlen);
        scratch.bytes(serverName).zeros(64 - serverName.length);
        scratch.bytes(bootFile).zeros(128 - bootFile.length);
        scratch.i32(Message4.MAGIC_COOKIE);
        if (type != null) {
            scratch.u8(OptionCode4.MESSAGE_TYPE).u8(1).u8(type.number());
        }
        int limit = Math.min(request.maxMessageSize(), ETHERNET_MTU) - IP_AND_UDP_HEADERS;
        boolean overload = type != null;
        return new Reply4(scratch, limit, overload && bootFile.length == 0, overload && serverName.length == 0);
    }

    /** Adds an option, split over several when longer than 255 bytes (RFC 3396). */
    public Reply4 option(int code, byte[] payload) {
        if (code == OptionCode4.RELAY_AGENT_INFORMATION) {
            relayAgentInformation = payload;
        } else {
            OptionParts.write(out, code, payload);
        }
        return this;
    }

    public Reply4 option(int code, int number) {
        out.u8(code).u8(4).i32(number);
        return this;
    }

    public Reply4 option(int code, Ipv4Address address) {
        return option(code, address.bits());
    }

    /** Bytes the options written so far need with the header, option 82 included, without the end option. */
    public int length() {
        return out.position() + relayAgentBytes();
    }

    /** Ends the options and pads to the least size of a BOOTP message. To be called once. */
    public byte[] finish() {
        if (length() + 1 > limit) {
            OverloadedOptions fitted =
                    new OverloadedOptions(out.toBytes(), limit - relayAgentBytes() - 1, fileUnused, serverNameUnused);
            omitted = fitted.omitted();
            fitted.writeTo(out);
        }
        if (relayAgentInformation != null) {
            OptionParts.write(out, OptionCode4.RELAY_AGENT_INFORMATION, relayAgentInformation);
        }
        out.u8(OptionCode4.END);
        if (out.position() < MIN_BYTES) {
            out.zeros(MIN_BYTES - out.position());
        }
        return out.toBytes();
    }

    /** After {@link #finish}: the codes of the options for which there was no room, in the order they were added. */
    public int[] omitted() {
        return omitted;
    }

    private int relayAgentBytes() {
        return relayAgentInformation == null ? 0 : OptionParts.size(relayAgentInformation.length);
    }
}
