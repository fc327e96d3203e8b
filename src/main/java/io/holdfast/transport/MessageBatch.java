package io.holdfast.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.holdfast.address.Ipv6Address;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Memory for {@link #SIZE} messages of one recvmmsg or sendmmsg call; used by one thread at a time.
 *
 * <pre>
 * struct mmsghdr (64 bytes):  0 msg_name(8)  8 msg_namelen(4)  16 msg_iov(8)  24 msg_iovlen(8)
 *                            32 msg_control(8)  40 msg_controllen(8)  48 msg_flags(4)  56 msg_len(4)
 * struct iovec (16 bytes):    0 iov_base(8)  8 iov_len(8)
 * struct cmsghdr (16 bytes):  0 cmsg_len(8)  8 cmsg_level(4)  12 cmsg_type(4)  16 data, padded to 8
 * </pre>
 */
final class MessageBatch {

    static final int SIZE = 64;
    /** A jumbo frame's worth. */
    static final int DATA_BYTES = 9_216;

    static final ValueLayout.OfShort BIG_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt BIG_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** Of struct sockaddr_in6. */
    static final int SOCKADDR6 = 28;

    private static final ValueLayout.OfLong BIG_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 64;
    private static final int NAME_LENGTH = 8;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int LENGTH = 56;
    private static final int NAME = 48;
    private static final int CONTROL = 64;
    private static final int CMSG_HEADER = 16;

    final MemorySegment state;
    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment data;

    MessageBatch() {
        // Released when no longer reachable: batches live as long as their socket, or in the sender's pool.
        Arena arena = Arena.ofAuto();
        state = LinuxCalls.state(arena);
        headers = arena.allocate(SIZE * HEADER, 8);
        vectors = arena.allocate(SIZE * 16L, 8);
        names = arena.allocate((long) SIZE * NAME, 8);
        controls = arena.allocate((long) SIZE * CONTROL, 8);
        data = arena.allocate((long) SIZE * DATA_BYTES, 8);
        for (int i = 0; i < SIZE; i++) {
            long header = (long) i * HEADER;
            headers.set(ADDRESS, header, names.asSlice((long) i * NAME));
            headers.set(ADDRESS, header + 16, vectors.asSlice(i * 16L));
            headers.set(JAVA_LONG, header + 24, 1);
            headers.set(ADDRESS, header + 32, controls.asSlice((long) i * CONTROL));
            vectors.set(ADDRESS, i * 16L, data.asSlice(dataAt(i)));
            expect(i);
        }
    }

    /** Waits for at least one message and takes what is there; returns how many, or a negated errno. */
    int receive(int descriptor) {
        return LinuxCalls.receive(state, descriptor, headers, SIZE, Linux.MSG_WAITFORONE);
    }

    /** Takes what is there; returns how many, or a negated errno. */
    int receiveNow(int descriptor) {
        return LinuxCalls.receive(state, descriptor, headers, SIZE, Linux.MSG_DONTWAIT);
    }

    /** Sends the messages {@code [from, to)}; returns how many of them were, or the first one's negated errno. */
    int send(int descriptor, int from, int to) {
        return LinuxCalls.send(state, descriptor, headers.asSlice((long) from * HEADER), to - from);
    }

    /** Makes slot {@code i} ready to be received into: a call has written lengths over those given. */
    void expect(int i) {
        long header = (long) i * HEADER;
        headers.set(JAVA_INT, header + NAME_LENGTH, NAME);
        headers.set(JAVA_LONG, header + CONTROL_LENGTH, CONTROL);
        vectors.set(JAVA_LONG, i * 16L + 8, DATA_BYTES);
    }

    int length(int i) {
        return headers.get(JAVA_INT, (long) i * HEADER + LENGTH);
    }

    boolean truncated(int i) {
        return (headers.get(JAVA_INT, (long) i * HEADER + FLAGS) & Linux.MSG_TRUNC) != 0;
    }

    /** All messages' data; message {@code i} begins at {@link #dataAt}. */
    MemorySegment data() {
        return data;
    }

    static long dataAt(int i) {
        return (long) i * DATA_BYTES;
    }

    byte[] bytes(int i, int offset, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(data, JAVA_BYTE, dataAt(i) + offset, bytes, 0, length);
        return bytes;
    }

    void length(int i, int length) {
        vectors.set(JAVA_LONG, i * 16L + 8, length);
    }

    /** struct sockaddr_in: 0 family(2)  2 port(2)  4 address(4). */
    int sourceAddress(int i) {
        return names.get(BIG_INT, (long) i * NAME + 4);
    }

    /** struct sockaddr_in6: 0 family(2)  2 port(2)  4 flow(4)  8 address(16)  24 scope(4). */
    Ipv6Address source6(int i) {
        return address6(names, (long) i * NAME + 8);
    }

    /** Of both families. */
    int sourcePort(int i) {
        return names.get(BIG_SHORT, (long) i * NAME + 2) & 0xffff;
    }

    void udpTo(int i, int address, int port) {
        long name = (long) i * NAME;
        names.set(ValueLayout.JAVA_SHORT, name, (short) Linux.AF_INET);
        names.set(BIG_SHORT, name + 2, (short) port);
        names.set(BIG_INT, name + 4, address);
        names.set(JAVA_LONG, name + 8, 0);
        headers.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, 16);
    }

    /** @param linkIndex the scope of a link-local address */
    void udp6To(int i, Ipv6Address address, int port, int linkIndex) {
        writeSocketAddress(names, (long) i * NAME, address, port, linkIndex);
        headers.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, SOCKADDR6);
    }

    static void writeSocketAddress(MemorySegment out, long at, Ipv6Address address, int port, int linkIndex) {
        out.set(ValueLayout.JAVA_SHORT, at, (short) Linux.AF_INET6);
        out.set(BIG_SHORT, at + 2, (short) port);
        out.set(JAVA_INT, at + 4, 0);
        writeAddress6(out, at + 8, address);
        out.set(JAVA_INT, at + 24, linkIndex);
    }

    static void writeAddress6(MemorySegment out, long at, Ipv6Address address) {
        out.set(BIG_LONG, at, address.high());
        out.set(BIG_LONG, at + 8, address.low());
    }

    private static Ipv6Address address6(MemorySegment in, long at) {
        return new Ipv6Address(in.get(BIG_LONG, at), in.get(BIG_LONG, at + 8));
    }

    /** struct sockaddr_ll: 0 family(2)  2 protocol(2)  4 ifindex(4)  8 hatype(2)  10 pkttype(1)  11 halen(1)  12 addr. */
    void frameTo(int i, int linkIndex, byte[] hardware) {
        long name = (long) i * NAME;
        names.set(ValueLayout.JAVA_SHORT, name, (short) Linux.AF_PACKET);
        names.set(BIG_SHORT, name + 2, (short) Linux.ETH_P_IP);
        names.set(JAVA_INT, name + 4, linkIndex);
        names.set(JAVA_INT, name + 8, hardware.length << 24);
        MemorySegment.copy(hardware, 0, names, JAVA_BYTE, name + 12, hardware.length);
        headers.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, 12 + Math.max(8, hardware.length));
        headers.set(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH, 0);
    }

    /** struct in_pktinfo: 0 ifindex(4)  4 spec_dst(4)  8 addr(4); an index of 0 leaves the choice to the routes. */
    void packetInfo(int i, int linkIndex, int source) {
        long control = (long) i * CONTROL;
        controls.set(JAVA_LONG, control, CMSG_HEADER + 12);
        controls.set(JAVA_INT, control + 8, Linux.IPPROTO_IP);
        controls.set(JAVA_INT, control + 12, Linux.IP_PKTINFO);
        controls.set(JAVA_INT, control + CMSG_HEADER, linkIndex);
        controls.set(BIG_INT, control + CMSG_HEADER + 4, source);
        controls.set(JAVA_INT, control + CMSG_HEADER + 8, 0);
        headers.set(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH, CMSG_HEADER + 16);
    }

    /** struct in6_pktinfo: 0 addr(16)  16 ifindex(4); a source of :: leaves the choice to the kernel. */
    void packetInfo6(int i, int linkIndex, Ipv6Address source) {
        long control = (long) i * CONTROL;
        controls.set(JAVA_LONG, control, CMSG_HEADER + 20);
        controls.set(JAVA_INT, control + 8, Linux.IPPROTO_IPV6);
        controls.set(JAVA_INT, control + 12, Linux.IPV6_PKTINFO);
        writeAddress6(controls, control + CMSG_HEADER, source);
        controls.set(JAVA_INT, control + CMSG_HEADER + 16, linkIndex);
        headers.set(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH, CMSG_HEADER + 24);
    }

    /** Where the datagram was sent to, from its packet info; {@code otherwise} when there is none. */
    int destination(int i, int otherwise) {
        long found = control(i, Linux.IPPROTO_IP, Linux.IP_PKTINFO);
        return found < 0 ? otherwise : controls.get(BIG_INT, found + 8);
    }

    /** The same of IPv6. */
    Ipv6Address destination6(int i, Ipv6Address otherwise) {
        long found = control(i, Linux.IPPROTO_IPV6, Linux.IPV6_PKTINFO);
        return found < 0 ? otherwise : address6(controls, found);
    }

    /** tp_status from the packet's auxiliary data, 0 when there is none. */
    int packetStatus(int i) {
        long found = control(i, Linux.SOL_PACKET, Linux.PACKET_AUXDATA);
        return found < 0 ? 0 : controls.get(JAVA_INT, found);
    }

    private long control(int i, int level, int type) {
        long at = (long) i * CONTROL;
        long end = at + headers.get(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH);
        while (at + CMSG_HEADER <= end) {
            long length = controls.get(JAVA_LONG, at);
            if (length < CMSG_HEADER) {
                return -1;
            }
            if (controls.get(JAVA_INT, at + 8) == level && controls.get(JAVA_INT, at + 12) == type) {
                return at + CMSG_HEADER;
            }
            at += length + 7 & ~7L;
        }
        return -1;
    }
}
