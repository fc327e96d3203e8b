package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel for each address of a link: what every platform can. Such sockets receive what is sent to their address,
 * which is what relays do and what clients do that renew; broadcasts of clients without an address they do not.
 *
 * <p>In DHCPv6 there is one more, bound to ff02::1:2 on the link, so that clients on the link are served. It needs a
 * system that binds sockets to groups, as Linux, macOS and the BSDs do and Windows does not. There is none for ff05::1:3:
 * it could not be bound to the link, so that every link would have what comes by any. As each channel is bound to one
 * destination, datagrams tell theirs all the same.
 */
final class PortableStation implements Station {

    private static final Logger LOG = LoggerFactory.getLogger(PortableStation.class);
    private static final int RECEIVE_BUFFER_BYTES = 8 << 20;
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final Link link;
    private final Map<IpAddress, DatagramChannel> channels = new LinkedHashMap<>();
    private final List<ChannelReceiver> receivers = new ArrayList<>();
    private final Protocol protocol;
    private final Meters meters;

    private PortableStation(Link link, Protocol protocol, Meters meters) {
        this.link = link;
        this.protocol = protocol;
        this.meters = meters;
    }

    static PortableStation open(Link link, Protocol protocol, int port, Meters meters) throws SocketOpenException {
        PortableStation station = new PortableStation(link, protocol, meters);
        List<IpAddress> addresses = new ArrayList<>(link.addresses(protocol));
        if (protocol == Protocol.DHCP6 && Multicast6.isListenedOn(link)) {
            addresses.add(Multicast6.RELAYS_AND_SERVERS);
        }
        for (IpAddress address : addresses) {
            try {
                station.add(address, port);
            } catch (IOException | UnsupportedOperationException e) { // the latter: a JVM told to do without IPv6
                station.close();
                throw refused(link, address, port, e);
            }
        }
        return station;
    }

    private void add(IpAddress address, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                protocol == Protocol.DHCP4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        channels.put(address, channel);
        channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(inet(address, link), port));
        if (address instanceof Ipv6Address group && group.isMulticast()) {
            NetworkInterface on = NetworkInterface.getByIndex(link.index());
            if (on == null) {
                throw new IOException("the interface is gone");
            }
            channel.join(inet(address), on);
        }
        receivers.add(new ChannelReceiver(link, address, channel));
    }

    private static SocketOpenException refused(Link link, IpAddress address, int port, Exception e) {
        String socket = "UDP socket " + withPort(address, port) + " on " + link.name();
        if (e instanceof BindException && String.valueOf(e.getMessage()).contains("in use")) {
            return new SocketOpenException(
                    "cannot open the " + socket + ": the port is in use" + PortOwner.describe(address, port), e);
        }
        if (port < 1024 && String.valueOf(e.getMessage()).contains("Permission denied")) {
            return new SocketOpenException(
                    "cannot open the " + socket + ": ports below 1024 need the capability CAP_NET_BIND_SERVICE", e);
        }
        return new SocketOpenException("cannot open the " + socket + ": " + e.getMessage(), e);
    }

    /** As in URLs: {@code 192.0.2.1:67}, {@code [2001:db8::1]:547}. */
    static String withPort(IpAddress address, int port) {
        return (address instanceof Ipv6Address ? "[" + address + "]" : address.toString()) + ":" + port;
    }

    /** With the scope that link-local addresses need. */
    static InetAddress inet(IpAddress address, Link link) {
        if (!(address instanceof Ipv6Address six) || Multicast6.scope(six, link) == 0) {
            return inet(address);
        }
        try {
            return Inet6Address.getByAddress(null, six.toBytes(), link.index());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are always an address", e);
        }
    }

    static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.toBytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are always an address", e);
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
        int failures = 0;
        for (Outgoing reply : replies) {
            try {
                DatagramChannel channel = channel(reply);
                IpAddress destination = reply.hardware() != null ? Ipv4Address.BROADCAST : reply.destination();
                if (channel.send(
                                ByteBuffer.wrap(reply.data()),
                                new InetSocketAddress(inet(destination, link), reply.port()))
                        == 0) {
                    throw new IOException("the send buffer is full");
                }
            } catch (IOException e) {
                failures++;
                meters.dropped(ListeningTransport.SEND_FAILED);
                LOG.debug(
                        "{}_PACKET_SEND_FAIL to {} by {}: {}",
                        protocol,
                        withPort(reply.destination(), reply.port()),
                        link.name(),
                        e.getMessage());
            }
        }
        return failures;
    }

    /** The channel bound to the wanted source address; a channel cannot choose another. */
    private DatagramChannel channel(Outgoing reply) {
        IpAddress source = reply.destination() instanceof Ipv6Address destination
                ? Multicast6.source(link, reply.source(), destination)
                : reply.source();
        DatagramChannel channel = channels.get(source);
        return channel != null ? channel : channels.values().iterator().next();
    }

    @Override
    public void close() {
        for (ChannelReceiver receiver : receivers) {
            receiver.close();
        }
        for (DatagramChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("closing a socket of {}: {}", link.name(), e.getMessage());
            }
        }
    }

    /** Waits by a selector, so that waiting ends in time and sending is not held up. */
    private static final class ChannelReceiver implements Receiver {

        private final Link link;
        private final IpAddress address;
        private final DatagramChannel channel;
        private final Selector selector;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);

        ChannelReceiver(Link link, IpAddress address, DatagramChannel channel) throws IOException {
            this.link = link;
            this.address = address;
            this.channel = channel;
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
        }

        @Override
        public String name() {
            return link.name() + "-" + address;
        }

        @Override
        public void receive(Consumer<Datagram> handler) throws IOException {
            selector.select(key -> {}, PATIENCE_MILLIS);
            for (; ; ) {
                buffer.clear();
                if (!(channel.receive(buffer) instanceof InetSocketAddress source)) {
                    return;
                }
                long now = System.nanoTime();
                buffer.flip();
                byte[] data = new byte[buffer.remaining()];
                buffer.get(data);
                handler.accept(new Datagram(
                        data,
                        data.length,
                        link,
                        IpAddress.of(source.getAddress().getAddress()),
                        source.getPort(),
                        address,
                        now));
            }
        }

        void close() {
            try {
                selector.close();
            } catch (IOException e) {
                LOG.debug("closing the selector of {}: {}", name(), e.getMessage());
            }
        }
    }
}
