package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket of the operating system: its descriptor, and what is said when it cannot be opened. */
final class LinuxSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxSocket.class);
    private static final int RECEIVE_BUFFER_BYTES = 8 << 20;
    private static final int ECHO_PATIENCE_MILLIS = 10;
    private static final int INTERFACE_NAME_BYTES = 16;

    private final int descriptor;
    private final String what;

    private LinuxSocket(int descriptor, String what) {
        this.descriptor = descriptor;
        this.what = what;
    }

    int descriptor() {
        return descriptor;
    }

    /**
     * A UDP socket for what is sent to {@code address}.
     *
     * <p>No SO_REUSEADDR: with it Linux lets a second server bind the same port and gives that one all packets, without
     * a word to either.
     */
    static LinuxSocket udp(Link link, Ipv4Address address, int port) throws SocketOpenException {
        String what = "UDP socket " + PortableStation.withPort(address, port) + " on " + link.name();
        LinuxSocket socket = create(Linux.AF_INET, what, "");
        try (Arena arena = Arena.ofConfined()) {
            socket.set(arena, Linux.SOL_SOCKET, Linux.SO_BROADCAST, 1);
            socket.set(arena, Linux.IPPROTO_IP, Linux.IP_PKTINFO, 1);
            socket.tune(arena);
            socket.bindUdp(arena, address, port);
            return socket;
        } catch (SocketOpenException e) {
            socket.close();
            throw e;
        }
    }

    /** A UDP socket for broadcasts that come in by {@code link}; it gets nothing else. */
    static LinuxSocket broadcast(Link link, int port) throws SocketOpenException {
        String what = "UDP socket for broadcasts to port " + port + " on " + link.name();
        LinuxSocket socket = create(Linux.AF_INET, what, "");
        try (Arena arena = Arena.ofConfined()) {
            socket.set(arena, Linux.SOL_SOCKET, Linux.SO_BROADCAST, 1);
            socket.set(arena, Linux.IPPROTO_IP, Linux.IP_PKTINFO, 1);
            socket.tune(arena);
            socket.toDevice(arena, link);
            socket.bindUdp(arena, Ipv4Address.BROADCAST, port);
            return socket;
        } catch (SocketOpenException e) {
            socket.close();
            throw e;
        }
    }

    /** A UDP socket for what is sent to {@code address}; without SO_REUSEADDR, as {@link #udp}. */
    static LinuxSocket udp6(Link link, Ipv6Address address, int port) throws SocketOpenException {
        return open6(link, address, port, socket -> {});
    }

    /** A UDP socket for what is sent to {@code group} and comes in by {@code link}; it gets nothing else. */
    static LinuxSocket group6(Link link, Ipv6Address group, int port) throws SocketOpenException {
        return open6(link, group, port, socket -> socket.join(group, link));
    }

    @FunctionalInterface
    private interface Preparing {
        void prepare(LinuxSocket socket) throws SocketOpenException;
    }

    private static LinuxSocket open6(Link link, Ipv6Address address, int port, Preparing more)
            throws SocketOpenException {
        String what = "UDP socket " + PortableStation.withPort(address, port) + " on " + link.name();
        LinuxSocket socket = create(Linux.AF_INET6, what, "");
        try (Arena arena = Arena.ofConfined()) {
            socket.set(arena, Linux.IPPROTO_IPV6, Linux.IPV6_V6ONLY, 1);
            socket.set(arena, Linux.IPPROTO_IPV6, Linux.IPV6_RECVPKTINFO, 1);
            socket.tune(arena);
            more.prepare(socket);
            MemorySegment name = arena.allocate(MessageBatch.SOCKADDR6, 8);
            MessageBatch.writeSocketAddress(name, 0, address, port, Multicast6.scope(address, link));
            socket.bind(arena, name, address, port);
            return socket;
        } catch (SocketOpenException e) {
            socket.close();
            throw e;
        }
    }

    /** struct ipv6_mreq: 0 group(16)  16 ifindex(4). */
    private void join(Ipv6Address group, Link link) throws SocketOpenException {
        try (Arena arena = Arena.ofConfined()) {
            // A group of the site would else be heard by whatever interface it comes.
            toDevice(arena, link);
            MemorySegment request = arena.allocate(20, 8);
            MessageBatch.writeAddress6(request, 0, group);
            request.set(ValueLayout.JAVA_INT, 16, link.index());
            must(
                    LinuxCalls.setOption(
                            LinuxCalls.state(arena), descriptor, Linux.IPPROTO_IPV6, Linux.IPV6_JOIN_GROUP, request),
                    "");
        }
    }

    private void toDevice(Arena arena, Link link) throws SocketOpenException {
        MemorySegment name = arena.allocate(INTERFACE_NAME_BYTES);
        MemorySegment.copy(
                MemorySegment.ofArray(link.name().getBytes(StandardCharsets.UTF_8)),
                0,
                name,
                0,
                Math.min(link.name().length(), INTERFACE_NAME_BYTES - 1));
        must(
                LinuxCalls.setOption(
                        LinuxCalls.state(arena), descriptor, Linux.SOL_SOCKET, Linux.SO_BINDTODEVICE, name),
                "binding to the device needs the capability CAP_NET_RAW on kernels before 5.7");
    }

    /**
     * A packet socket that takes what {@code filter} lets through. It is of the cooked kind: the kernel takes off and
     * puts on the link's header, so that every kind of link does, and tags of VLANs are the kernel's affair.
     */
    static LinuxSocket packet(Link link, PacketFilter filter) throws SocketOpenException {
        LinuxSocket socket = create(
                Linux.AF_PACKET,
                "packet socket on " + link.name(),
                "packet sockets need the capability CAP_NET_RAW (or use dhcp-socket-type udp, which serves clients"
                        + " without an address by broadcast only)");
        try (Arena arena = Arena.ofConfined()) {
            socket.set(arena, Linux.SOL_PACKET, Linux.PACKET_AUXDATA, 1);
            socket.tune(arena);
            socket.attach(arena, filter);
            // It receives nothing before it is bound, for its protocol is 0 until then: no stray packets to drain.
            MemorySegment address = arena.allocate(20, 8);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) Linux.AF_PACKET);
            address.set(MessageBatch.BIG_SHORT, 2, (short) Linux.ETH_P_IP);
            address.set(ValueLayout.JAVA_INT, 4, link.index());
            socket.must(LinuxCalls.bind(LinuxCalls.state(arena), socket.descriptor, address), "");
            return socket;
        } catch (SocketOpenException e) {
            socket.close();
            throw e;
        }
    }

    /** From now on receives only what {@code filter} lets through. */
    void attach(PacketFilter filter) throws SocketOpenException {
        try (Arena arena = Arena.ofConfined()) {
            attach(arena, filter);
        }
    }

    private void attach(Arena arena, PacketFilter filter) throws SocketOpenException {
        must(
                LinuxCalls.setOption(
                        LinuxCalls.state(arena),
                        descriptor,
                        Linux.SOL_SOCKET,
                        Linux.SO_ATTACH_FILTER,
                        filter.write(arena)),
                "");
    }

    /** A raw socket for ICMP, by which nobody waits for long. */
    static LinuxSocket icmp() throws SocketOpenException {
        String what = "ICMP socket";
        LinuxSocket socket = create(
                Linux.AF_INET,
                Linux.SOCK_RAW,
                Linux.IPPROTO_ICMP,
                what,
                "pinging addresses needs the capability CAP_NET_RAW");
        try (Arena arena = Arena.ofConfined()) {
            socket.patience(arena, ECHO_PATIENCE_MILLIS);
            return socket;
        } catch (SocketOpenException e) {
            socket.close();
            throw e;
        }
    }

    private static LinuxSocket create(int family, String what, String needs) throws SocketOpenException {
        return create(family, Linux.SOCK_DGRAM, 0, what, needs);
    }

    private static LinuxSocket create(int family, int type, int protocol, String what, String needs)
            throws SocketOpenException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = LinuxCalls.socket(LinuxCalls.state(arena), family, type | Linux.SOCK_CLOEXEC, protocol);
            LinuxSocket socket = new LinuxSocket(descriptor, what);
            socket.must(descriptor, needs);
            return socket;
        }
    }

    private void bindUdp(Arena arena, Ipv4Address address, int port) throws SocketOpenException {
        MemorySegment name = arena.allocate(16, 8);
        name.set(ValueLayout.JAVA_SHORT, 0, (short) Linux.AF_INET);
        name.set(MessageBatch.BIG_SHORT, 2, (short) port);
        name.set(MessageBatch.BIG_INT, 4, address.bits());
        bind(arena, name, address, port);
    }

    private void bind(Arena arena, MemorySegment name, IpAddress address, int port) throws SocketOpenException {
        int result = LinuxCalls.bind(LinuxCalls.state(arena), descriptor, name);
        if (result == -Linux.EADDRINUSE) {
            throw new SocketOpenException(
                    "cannot open the " + what + ": the port is in use" + PortOwner.describe(address, port));
        }
        must(result, "ports below 1024 need the capability CAP_NET_BIND_SERVICE");
    }

    /** A large buffer, for bursts while the receiving thread waits for a processor; and no waiting for ever. */
    private void tune(Arena arena) throws SocketOpenException {
        MemorySegment state = LinuxCalls.state(arena);
        MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, RECEIVE_BUFFER_BYTES);
        // Beyond net.core.rmem_max only with CAP_NET_ADMIN; without, up to it.
        if (LinuxCalls.setOption(state, descriptor, Linux.SOL_SOCKET, Linux.SO_RCVBUFFORCE, size) < 0) {
            must(LinuxCalls.setOption(state, descriptor, Linux.SOL_SOCKET, Linux.SO_RCVBUF, size), "");
        }
        patience(arena, Station.PATIENCE_MILLIS);
    }

    private void patience(Arena arena, int millis) throws SocketOpenException {
        MemorySegment state = LinuxCalls.state(arena);
        MemorySegment patience = arena.allocate(16, 8);
        patience.set(ValueLayout.JAVA_LONG, 8, millis * 1_000L);
        must(LinuxCalls.setOption(state, descriptor, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, patience), "");
        must(LinuxCalls.setOption(state, descriptor, Linux.SOL_SOCKET, Linux.SO_SNDTIMEO, patience), "");
    }

    private void set(Arena arena, int level, int option, int value) throws SocketOpenException {
        must(
                LinuxCalls.setOption(
                        LinuxCalls.state(arena),
                        descriptor,
                        level,
                        option,
                        arena.allocateFrom(ValueLayout.JAVA_INT, value)),
                "");
    }

    /** @param needs what to say when the system did not permit it, empty when that says nothing */
    private void must(int result, String needs) throws SocketOpenException {
        if (result < 0) {
            boolean refused = result == -Linux.EPERM || result == -Linux.EACCES;
            throw new SocketOpenException(
                    "cannot open the " + what + ": " + (refused && !needs.isEmpty() ? needs : Linux.error(-result)));
        }
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            int result = LinuxCalls.close(LinuxCalls.state(arena), descriptor);
            if (result < 0) {
                LOG.debug("closing the {}: {}", what, Linux.error(-result));
            }
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
