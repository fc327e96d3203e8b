package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Programs for the kernel's classic packet filter, so that only what concerns us wakes us up. */
final class PacketFilter {

    private static final int LOAD_BYTE = 0x30;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF_INDEXED = 0x48;
    /** X = 4 * (byte & 15): the length of the IP header. */
    private static final int LOAD_HEADER_LENGTH = 0xb1;

    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_GREATER = 0x25;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int MAX_ADDRESSES = 200;
    private static final int WHOLE = 0x40000;
    /** SKF_NET_OFF: offsets from here count from the IP header, wherever the data begin. */
    private static final int NETWORK = -0x100000;
    /** SKF_AD_OFF and what can be asked for there. */
    private static final int PACKET_TYPE = -0x1000 + 4;

    private static final int INTERFACE_INDEX = -0x1000 + 8;
    private static final int PACKET_OTHERHOST = 3;
    private static final int UDP = 17;
    /** More-fragments flag and fragment offset. */
    private static final int FRAGMENT = 0x3fff;

    private final List<int[]> program = new ArrayList<>();

    private PacketFilter() {}

    /**
     * For a packet socket whose data begin at the IP header: whole UDP datagrams to {@code port}, broadcast or to one of
     * {@code addresses}. Frames for others are out, and so are those with the tag of a VLAN that has no interface here,
     * which the kernel marks as for others.
     */
    static PacketFilter direct(List<Ipv4Address> addresses, int port) {
        // Jumps reach 255 instructions; with more addresses than that the link's own choice of "for us" has to do.
        return addresses.size() > MAX_ADDRESSES ? port(List.of(), true, port) : port(addresses, false, port);
    }

    /** The same to whatever address: for a client that does not have one yet. */
    static PacketFilter client(int port) {
        return port(List.of(), true, port);
    }

    private static PacketFilter port(List<Ipv4Address> checked, boolean anyAddress, int port) {
        PacketFilter filter = new PacketFilter();
        int drop = 8 + checked.size();
        int checkPort = drop + 1;
        filter.add(LOAD_WORD, PACKET_TYPE);
        filter.jump(JUMP_EQUAL, PACKET_OTHERHOST, drop, 2);
        filter.add(LOAD_BYTE, 9);
        filter.jump(JUMP_EQUAL, UDP, 4, drop);
        filter.add(LOAD_HALF, 6);
        filter.jump(JUMP_ANY_BIT, FRAGMENT, drop, 6);
        filter.add(LOAD_WORD, 16);
        filter.jump(JUMP_EQUAL, Ipv4Address.BROADCAST.bits(), checkPort, anyAddress ? checkPort : 8);
        for (int i = 0; i < checked.size(); i++) {
            filter.jump(JUMP_EQUAL, checked.get(i).bits(), checkPort, 9 + i);
        }
        filter.add(RETURN, 0);
        filter.add(LOAD_HEADER_LENGTH, 0);
        filter.add(LOAD_HALF_INDEXED, 2);
        filter.jump(JUMP_EQUAL, port, checkPort + 4, checkPort + 3);
        filter.add(RETURN, 0);
        filter.add(RETURN, WHOLE);
        return filter;
    }

    /**
     * For the UDP socket beside a packet socket on the same link: only what the packet socket cannot get. That is what
     * comes in by another interface (also from this machine itself), and what came in fragments, which is longer than
     * the link takes.
     */
    static PacketFilter remainder(Link link) {
        PacketFilter filter = new PacketFilter();
        filter.add(LOAD_WORD, INTERFACE_INDEX);
        filter.jump(JUMP_EQUAL, link.index(), 2, 5);
        filter.add(LOAD_HALF, NETWORK + 2);
        filter.jump(JUMP_GREATER, link.mtu(), 5, 4);
        filter.add(RETURN, 0);
        filter.add(RETURN, WHOLE);
        return filter;
    }

    private void add(int code, int operand) {
        program.add(new int[] {code, 0, 0, operand});
    }

    /** The targets are positions in the program; the kernel counts from the next instruction. */
    private void jump(int code, int operand, int whenTrue, int whenFalse) {
        int next = program.size() + 1;
        program.add(new int[] {code, whenTrue - next, whenFalse - next, operand});
    }

    /** struct sock_fprog (0 len(2)  8 filter(8)) of struct sock_filter (0 code(2)  2 jt(1)  3 jf(1)  4 k(4)). */
    MemorySegment write(Arena arena) {
        MemorySegment instructions = arena.allocate(program.size() * 8L, 8);
        for (int i = 0; i < program.size(); i++) {
            int[] instruction = program.get(i);
            instructions.set(ValueLayout.JAVA_SHORT, i * 8L, (short) instruction[0]);
            instructions.set(ValueLayout.JAVA_BYTE, i * 8L + 2, (byte) instruction[1]);
            instructions.set(ValueLayout.JAVA_BYTE, i * 8L + 3, (byte) instruction[2]);
            instructions.set(ValueLayout.JAVA_INT, i * 8L + 4, instruction[3]);
        }
        MemorySegment head = arena.allocate(16, 8);
        head.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
        head.set(ValueLayout.ADDRESS, 8, instructions);
        return head;
    }
}
