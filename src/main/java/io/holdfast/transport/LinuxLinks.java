package io.holdfast.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces as Linux tells them. Unlike the JDK this keeps to the calling thread's network namespace, to the order
 * of the addresses, and knows the kind of link.
 *
 * <pre>
 * struct ifaddrs:      0 next(8)  8 name(8)  16 flags(4)  24 addr(8)  32 netmask(8)  40 broadcast(8)  48 data(8)
 * struct sockaddr_ll:  0 family(2)  2 protocol(2)  4 ifindex(4)  8 hatype(2)  10 pkttype(1)  11 halen(1)  12 addr
 * struct ifreq:        0 name(16)  16 mtu(4)
 * </pre>
 */
final class LinuxLinks {

    private static final int IFADDRS_BYTES = 56;
    private static final int SOCKADDR_BYTES = 44;
    private static final int IFREQ_BYTES = 40;
    private static final int NAME_BYTES = 16;

    private static final int IFF_UP = 0x1;
    private static final int IFF_BROADCAST = 0x2;
    private static final int IFF_LOOPBACK = 0x8;

    private LinuxLinks() {}

    static List<Link> detect() throws SocketOpenException {
        return detect(LinuxAddresses6.usable());
    }

    /** @param addresses6 by the name of the interface */
    static List<Link> detect(Map<String, List<Ipv6Address>> addresses6) throws SocketOpenException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LinuxCalls.state(arena);
            MemorySegment head = arena.allocate(ADDRESS);
            int result = LinuxCalls.interfaceAddresses(state, head);
            if (result < 0) {
                throw new SocketOpenException("cannot list the network interfaces: " + Linux.error(-result));
            }
            MemorySegment first = head.get(ADDRESS, 0);
            try {
                return read(first).stream()
                        .map(link -> link.with6(addresses6.getOrDefault(link.name(), List.of())))
                        .toList();
            } finally {
                LinuxCalls.freeInterfaceAddresses(first);
            }
        }
    }

    private static List<Link> read(MemorySegment first) {
        List<Link> links = new ArrayList<>();
        Map<String, List<Ipv4Address>> addresses = new HashMap<>();
        for (MemorySegment at = first; at.address() != 0; ) {
            MemorySegment entry = at.reinterpret(IFADDRS_BYTES);
            at = entry.get(ADDRESS, 0);
            // Addresses may bear labels such as eth0:1, which are not interfaces.
            String name = entry.get(ADDRESS, 8)
                    .reinterpret(Byte.MAX_VALUE)
                    .getString(0)
                    .replaceFirst(":.*", "");
            MemorySegment address = entry.get(ADDRESS, 24);
            if (address.address() == 0) {
                continue;
            }
            int family = address.reinterpret(2).get(JAVA_SHORT, 0);
            if (family == Linux.AF_PACKET) {
                links.add(link(name, entry.get(JAVA_INT, 16), address.reinterpret(SOCKADDR_BYTES)));
            } else if (family == Linux.AF_INET) {
                addresses
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(new Ipv4Address(address.reinterpret(8).get(MessageBatch.BIG_INT, 4)));
            }
        }
        links.sort(Comparator.comparingInt(Link::index));
        return links.stream()
                .map(link -> link.with(addresses.getOrDefault(link.name(), List.of())))
                .toList();
    }

    private static Link link(String name, int flags, MemorySegment address) {
        boolean loopback = (flags & IFF_LOOPBACK) != 0;
        return new Link(
                name,
                address.get(JAVA_INT, 4),
                loopback ? null : hardware(address),
                List.of(),
                (flags & IFF_UP) != 0,
                loopback,
                (flags & IFF_BROADCAST) != 0,
                mtu(name));
    }

    private static @Nullable HardwareAddress hardware(MemorySegment address) {
        int length = address.get(JAVA_BYTE, 11) & 0xff;
        if (length == 0 || length > HardwareAddress.MAX_BYTES) {
            return null;
        }
        byte[] bytes = new byte[length];
        MemorySegment.copy(address, JAVA_BYTE, 12, bytes, 0, length);
        return HardwareAddress.of(address.get(JAVA_SHORT, 8) & 0xffff, bytes);
    }

    private static int mtu(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LinuxCalls.state(arena);
            int socket = LinuxCalls.socket(state, Linux.AF_INET, Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC, 0);
            if (socket < 0) {
                return Link.UNKNOWN_MTU;
            }
            MemorySegment request = arena.allocate(IFREQ_BYTES, 8);
            MemorySegment text = arena.allocateFrom(name);
            MemorySegment.copy(text, 0, request, 0, Math.min(text.byteSize(), NAME_BYTES));
            int result = LinuxCalls.control(state, socket, Linux.SIOCGIFMTU, request);
            LinuxCalls.close(state, socket);
            return result < 0 ? Link.UNKNOWN_MTU : request.get(JAVA_INT, NAME_BYTES);
        }
    }
}
