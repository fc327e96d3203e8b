package io.holdfast.transport;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link's sockets for DHCPv6 on Linux. Each is bound to one destination, so that a datagram comes out of exactly one of
 * them and the kernel refuses what is sent to an address that is not listened on:
 *
 * <pre>
 *  a link-local address    what is sent to it; answers to clients on the link leave here
 *  ff02::1:2 on the link   clients, and relays on the link (RFC 8415 §7.1: All_DHCP_Relay_Agents_and_Servers)
 *  ff05::1:3 on the link   relays (All_DHCP_Servers)
 *  another address         what is sent to it, by whatever interface it comes; only where it is configured
 * </pre>
 *
 * One thread waits for all of them: on a machine with many links the links are busy in turn.
 */
final class LinuxStation6 implements Station, LinuxSender.Manner {

    private final Link link;
    private final Map<Ipv6Address, LinuxSocket> byAddress = new LinkedHashMap<>();
    private final List<LinuxSocket> groups = new ArrayList<>();
    private final LinuxSender sender;
    private @Nullable Receiver receiver;

    private LinuxStation6(Link link, Meters meters) {
        this.link = link;
        sender = new LinuxSender(Protocol.DHCP6, link, this, meters);
    }

    static LinuxStation6 open(Link link, int port, Meters meters) throws SocketOpenException {
        LinuxStation6 station = new LinuxStation6(link, meters);
        try {
            station.open(port, meters);
            return station;
        } catch (SocketOpenException e) {
            station.close();
            throw e;
        }
    }

    private void open(int port, Meters meters) throws SocketOpenException {
        MessageBatch batch = new MessageBatch();
        List<LinuxReceiver> sources = new ArrayList<>();
        for (Ipv6Address address : link.addresses6()) {
            LinuxSocket socket = LinuxSocket.udp6(link, address, port);
            byAddress.put(address, socket);
            sources.add(LinuxReceiver.udp6(link, socket, address, batch, meters));
        }
        if (Multicast6.isListenedOn(link)) {
            for (Ipv6Address group : Multicast6.SERVER_GROUPS) {
                LinuxSocket socket = LinuxSocket.group6(link, group, port);
                groups.add(socket);
                sources.add(LinuxReceiver.udp6(link, socket, group, batch, meters));
            }
        }
        receiver = new PollingReceiver(link.name() + "-dhcp6", sources);
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public List<Receiver> receivers() {
        return receiver == null ? List.of() : List.of(receiver);
    }

    @Override
    public int send(List<Outgoing> replies) {
        return sender.send(replies);
    }

    @Override
    public int headerBytes() {
        return 0;
    }

    @Override
    public LinuxSocket socket(Outgoing reply) {
        if (byKernelsChoice(reply)) {
            return groups.getLast();
        }
        LinuxSocket socket = byAddress.get(source(reply));
        return socket != null ? socket : byAddress.values().iterator().next();
    }

    /**
     * An answer to beyond the link must not come from a link-local address (RFC 4291 §2.5.6: no router forwards it). When
     * the request came to a group and no other address is listened on, the kernel finds the fitting one (RFC 6724). It
     * is free to do so on a socket that is bound to a group.
     */
    private boolean byKernelsChoice(Outgoing reply) {
        return !groups.isEmpty() && scopeOf(reply) == 0 && source(reply).isLinkLocal();
    }

    private Ipv6Address source(Outgoing reply) {
        return Multicast6.source(link, reply.source(), (Ipv6Address) reply.destination());
    }

    @Override
    public void write(MessageBatch batch, int i, Outgoing reply) {
        MemorySegment.copy(
                reply.data(), 0, batch.data(), ValueLayout.JAVA_BYTE, MessageBatch.dataAt(i), reply.data().length);
        batch.length(i, reply.data().length);
        batch.udp6To(i, (Ipv6Address) reply.destination(), reply.port(), scopeOf(reply));
        batch.packetInfo6(i, link.index(), byKernelsChoice(reply) ? Ipv6Address.UNSPECIFIED : source(reply));
    }

    /** The link's index for addresses that mean something on the link only. */
    private int scopeOf(Outgoing reply) {
        return Multicast6.scope((Ipv6Address) reply.destination(), link);
    }

    @Override
    public void close() {
        byAddress.values().forEach(LinuxSocket::close);
        groups.forEach(LinuxSocket::close);
    }
}
