package io.holdfast.transport;

import static io.holdfast.transport.MessageBatch.BIG_INT;
import static io.holdfast.transport.MessageBatch.BIG_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/**
 * The headers of IPv4 (RFC 791) and UDP (RFC 768), which packet sockets leave to us.
 *
 * <pre>
 *  0 version and header length(1)  1 service(1)  2 total length(2)  4 identification(2)  6 flags, offset(2)
 *  8 time to live(1)  9 protocol(1)  10 header checksum(2)  12 source(4)  16 destination(4)  20 options
 *    then:  0 source port(2)  2 destination port(2)  4 length(2)  6 checksum(2)  8 payload
 * </pre>
 */
final class Ipv4Udp {

    static final int IP_BYTES = 20;
    static final int UDP_BYTES = 8;
    static final int HEADER_BYTES = IP_BYTES + UDP_BYTES;

    private static final int UDP = 17;
    private static final int VERSION_4_AND_5_WORDS = 0x45;
    private static final int LOW_DELAY = 0x10;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int TIME_TO_LIVE = 64;

    private Ipv4Udp() {}

    /** Writes the headers to {@code out[at, at + 28)}, before the payload, which is there already. */
    static void write(MemorySegment out, long at, int payload, int source, int sourcePort, int destination, int port) {
        out.set(JAVA_BYTE, at, (byte) VERSION_4_AND_5_WORDS);
        out.set(JAVA_BYTE, at + 1, (byte) LOW_DELAY);
        out.set(BIG_SHORT, at + 2, (short) (HEADER_BYTES + payload));
        out.set(BIG_SHORT, at + 4, (short) 0);
        out.set(BIG_SHORT, at + 6, (short) DONT_FRAGMENT);
        out.set(JAVA_BYTE, at + 8, (byte) TIME_TO_LIVE);
        out.set(JAVA_BYTE, at + 9, (byte) UDP);
        out.set(BIG_SHORT, at + 10, (short) 0);
        out.set(BIG_INT, at + 12, source);
        out.set(BIG_INT, at + 16, destination);
        out.set(BIG_SHORT, at + 10, (short) ~folded(sum(out, at, IP_BYTES)));

        long udp = at + IP_BYTES;
        out.set(BIG_SHORT, udp, (short) sourcePort);
        out.set(BIG_SHORT, udp + 2, (short) port);
        out.set(BIG_SHORT, udp + 4, (short) (UDP_BYTES + payload));
        out.set(BIG_SHORT, udp + 6, (short) 0);
        int checksum = ~udpSum(out, at, udp, UDP_BYTES + payload) & 0xffff;
        // 0 stands for "no checksum"; its other form is 0xffff.
        out.set(BIG_SHORT, udp + 6, (short) (checksum == 0 ? 0xffff : checksum));
    }

    /**
     * Where the payload of the packet {@code in[at, at + length)} begins, counted from {@code at}; or -1 when it is not
     * a whole UDP datagram with correct checksums.
     *
     * @param checksumKnown whether the UDP checksum need not or cannot be checked
     */
    static int payloadOffset(MemorySegment in, long at, int length, boolean checksumKnown) {
        if (length < HEADER_BYTES) {
            return -1;
        }
        int first = in.get(JAVA_BYTE, at);
        int header = (first & 0xf) * 4;
        int total = in.get(BIG_SHORT, at + 2) & 0xffff;
        if (first >> 4 != 4 || header < IP_BYTES || total > length || total < header + UDP_BYTES) {
            return -1;
        }
        if (in.get(JAVA_BYTE, at + 9) != UDP || folded(sum(in, at, header)) != 0xffff) {
            return -1;
        }
        long udp = at + header;
        int udpLength = in.get(BIG_SHORT, udp + 4) & 0xffff;
        if (udpLength < UDP_BYTES || udpLength > total - header) {
            return -1;
        }
        boolean unchecked = checksumKnown || in.get(BIG_SHORT, udp + 6) == 0;
        return unchecked || udpSum(in, at, udp, udpLength) == 0xffff ? header + UDP_BYTES : -1;
    }

    /** The length of the payload that begins at {@code payloadOffset}. */
    static int payloadLength(MemorySegment in, long at, int payloadOffset) {
        return (in.get(BIG_SHORT, at + payloadOffset - UDP_BYTES + 4) & 0xffff) - UDP_BYTES;
    }

    static int source(MemorySegment in, long at) {
        return in.get(BIG_INT, at + 12);
    }

    static int destination(MemorySegment in, long at) {
        return in.get(BIG_INT, at + 16);
    }

    static int sourcePort(MemorySegment in, long at, int payloadOffset) {
        return in.get(BIG_SHORT, at + payloadOffset - UDP_BYTES) & 0xffff;
    }

    /** Over the pseudo header (addresses, protocol, length) and the datagram. */
    private static int udpSum(MemorySegment bytes, long ip, long udp, int length) {
        return folded(sum(bytes, ip + 12, 8) + UDP + length + sum(bytes, udp, length));
    }

    /** RFC 1071 §2: sums of 32-bit words fold to the same as sums of 16-bit words. */
    private static long sum(MemorySegment bytes, long at, int length) {
        long sum = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            sum += bytes.get(BIG_INT, at + i) & 0xffff_ffffL;
        }
        for (int shift = 24; i < length; i++, shift -= 8) {
            sum += (bytes.get(JAVA_BYTE, at + i) & 0xffL) << shift;
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
