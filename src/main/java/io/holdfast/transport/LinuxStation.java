package io.holdfast.transport;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link's sockets for DHCPv4 on Linux: a UDP socket for each address, and one for what comes by broadcast. Each datagram comes out
 * of exactly one of them:
 *
 * <pre>
 *                        dhcp-socket-type raw                      udp
 *  broadcast             packet socket                             UDP socket bound to 255.255.255.255 and the device
 *  to our address        packet socket; the UDP socket takes what  UDP socket bound to the address
 *                        comes by another interface or in fragments
 * </pre>
 *
 * With packet sockets, unicast is taken by them too, because they see it before the host's firewall and reverse path
 * filter do, on which operators have relied since dhcpd. The UDP socket beside keeps the kernel from answering "port
 * unreachable"; its filter refuses in the kernel what the packet socket has had, so that nothing need be drained.
 *
 * <p>Sending: frames by the packet socket where ARP cannot help (clients without an address, broadcasts), everything
 * else by the UDP socket of the source address.
 */
final class LinuxStation implements Station, LinuxSender.Manner {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxStation.class);
    private static final int ETHERNET_BYTES = 6;

    private final Link link;
    private final TransportSettings settings;
    private final Meters meters;
    private final Map<Ipv4Address, LinuxSocket> byAddress = new LinkedHashMap<>();
    private final List<Receiver> receivers = new ArrayList<>();
    /** For what comes by broadcast: the packet socket, or in the case of udp one that only receives. */
    private @Nullable LinuxSocket direct;

    private final LinuxSender sender;

    private LinuxStation(Link link, TransportSettings settings, Meters meters) {
        this.link = link;
        this.settings = settings;
        this.meters = meters;
        sender = new LinuxSender(Protocol.DHCP4, link, this, meters);
    }

    static LinuxStation open(Link link, TransportSettings settings, Meters meters) throws SocketOpenException {
        LinuxStation station = new LinuxStation(link, settings, meters);
        try {
            station.open();
            return station;
        } catch (SocketOpenException e) {
            station.close();
            throw e;
        }
    }

    private void open() throws SocketOpenException {
        // First these: they tell whether another server is there.
        for (Ipv4Address address : link.addresses()) {
            LinuxSocket socket = LinuxSocket.udp(link, address, settings.serverPort());
            byAddress.put(address, socket);
            receivers.add(LinuxReceiver.udp(link, socket, address, meters));
            if (settings.raw()) {
                socket.attach(PacketFilter.remainder(link));
            }
        }
        if (settings.raw()) {
            LinuxSocket socket = LinuxSocket.packet(link, PacketFilter.direct(link.addresses(), settings.serverPort()));
            direct = socket;
            receivers.add(LinuxReceiver.packets(link, socket, meters));
        } else if (link.broadcast()) {
            openBroadcast();
        }
    }

    private void openBroadcast() {
        try {
            LinuxSocket socket = LinuxSocket.broadcast(link, settings.serverPort());
            direct = socket;
            receivers.add(LinuxReceiver.udp(link, socket, Ipv4Address.BROADCAST, meters));
        } catch (SocketOpenException e) {
            LOG.warn("{}; broadcasts on {} are not received", e.getMessage(), link.name());
        }
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public List<Receiver> receivers() {
        return List.copyOf(receivers);
    }

    @Override
    public int send(List<Outgoing> replies) {
        return sender.send(replies);
    }

    /** Of frames, which may be any of them. */
    @Override
    public int headerBytes() {
        return Ipv4Udp.HEADER_BYTES;
    }

    @Override
    public LinuxSocket socket(Outgoing reply) {
        LinuxSocket packets = direct;
        if (packets != null && framed(reply)) {
            return packets;
        }
        LinuxSocket socket = byAddress.get(reply.source());
        return socket != null ? socket : byAddress.values().iterator().next();
    }

    private boolean framed(Outgoing reply) {
        return settings.raw()
                && (reply.hardware() != null || reply.destination().equals(Ipv4Address.BROADCAST));
    }

    @Override
    public void write(MessageBatch batch, int i, Outgoing reply) {
        long at = MessageBatch.dataAt(i);
        int payload = reply.data().length;
        if (framed(reply)) {
            MemorySegment.copy(
                    reply.data(), 0, batch.data(), ValueLayout.JAVA_BYTE, at + Ipv4Udp.HEADER_BYTES, payload);
            Ipv4Udp.write(
                    batch.data(),
                    at,
                    payload,
                    bits(reply.source()),
                    settings.serverPort(),
                    bits(reply.destination()),
                    reply.port());
            batch.length(i, Ipv4Udp.HEADER_BYTES + payload);
            batch.frameTo(i, link.index(), frameDestination(reply));
        } else {
            MemorySegment.copy(reply.data(), 0, batch.data(), ValueLayout.JAVA_BYTE, at, payload);
            batch.length(i, payload);
            IpAddress destination = reply.hardware() != null ? Ipv4Address.BROADCAST : reply.destination();
            boolean byRoute = settings.useRouting() && !destination.equals(Ipv4Address.BROADCAST);
            batch.udpTo(i, bits(destination), reply.port());
            // Without a source here the kernel would choose one, whatever the socket is bound to.
            IpAddress source = byAddress.containsKey(reply.source())
                    ? reply.source()
                    : link.addresses().getFirst();
            batch.packetInfo(i, byRoute ? 0 : link.index(), bits(source));
        }
    }

    private static int bits(IpAddress address) {
        return ((Ipv4Address) address).bits();
    }

    /** The client's address where the link can have it, else everybody's. */
    private byte[] frameDestination(Outgoing reply) {
        HardwareAddress ours = link.hardware();
        int length = ours == null ? ETHERNET_BYTES : ours.length();
        HardwareAddress wanted = reply.hardware();
        if (wanted != null && wanted.length() == length) {
            return wanted.bytes();
        }
        byte[] everybody = new byte[length];
        Arrays.fill(everybody, (byte) 0xff);
        return everybody;
    }

    @Override
    public void close() {
        byAddress.values().forEach(LinuxSocket::close);
        LinuxSocket socket = direct;
        if (socket != null) {
            socket.close();
        }
    }
}
