package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's UDP socket, as anybody may have it: one that talks to a single server's address and port from a port of its
 * own, or one that sends from a link's IPv6 link-local address to whomever it likes.
 */
public final class UdpClient implements ClientSocket {

    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final String target;
    private final int serverPort;
    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final Link link;
    private final IpAddress own;

    private UdpClient(String target, int serverPort, DatagramChannel channel, Link link, IpAddress own)
            throws IOException {
        this.target = target;
        this.serverPort = serverPort;
        this.channel = channel;
        this.link = link;
        this.own = own;
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** @throws SocketOpenException when the server's address cannot be reached from here */
    public static UdpClient open(IpAddress server, int port) throws SocketOpenException {
        String target = PortableStation.withPort(server, port);
        if (server instanceof Ipv6Address six && six.isLinkLocal()) {
            throw new SocketOpenException(
                    "cannot talk to " + target + ": each link may have this address; ask by an interface");
        }
        try {
            DatagramChannel channel =
                    channel(server instanceof Ipv4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            try {
                // Connected, a "port unreachable" comes to light: nobody listens there.
                channel.connect(new InetSocketAddress(PortableStation.inet(server), port));
                IpAddress own = address((InetSocketAddress) channel.getLocalAddress());
                return new UdpClient(target, port, channel, anyLink(own), own);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) { // the latter: a JVM told to do without IPv6
            throw new SocketOpenException("cannot talk to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * A DHCPv6 client on a link: sends by it from its link-local address, to {@link Multicast6#RELAYS_AND_SERVERS} or to
     * an address.
     *
     * @throws SocketOpenException also when the link has no link-local address that can be used
     */
    public static UdpClient open(Link link, int port, int serverPort) throws SocketOpenException {
        Ipv6Address own = link.addresses6().stream()
                .filter(Ipv6Address::isLinkLocal)
                .findFirst()
                .orElseThrow(() ->
                        new SocketOpenException("interface " + link.name() + " has no IPv6 link-local address to use"));
        try {
            DatagramChannel channel = channel(StandardProtocolFamily.INET6);
            try {
                channel.bind(new InetSocketAddress(PortableStation.inet(own, link), port));
                return new UdpClient(link.name(), serverPort, channel, link, own);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new SocketOpenException(
                    "cannot open " + PortableStation.withPort(own, port) + " on " + link.name() + ": " + e.getMessage(),
                    e);
        }
    }

    private static DatagramChannel channel(StandardProtocolFamily family) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Link anyLink(IpAddress own) {
        Link none = new Link("any", 0, null, List.of(), true, false, false, Link.UNKNOWN_MTU);
        return switch (own) {
            case Ipv4Address four -> none.with(List.of(four));
            case Ipv6Address six -> none.with6(List.of(six));
        };
    }

    private static IpAddress address(InetSocketAddress address) {
        return IpAddress.of(address.getAddress().getAddress());
    }

    @Override
    public String target() {
        return target;
    }

    /** The destination matters only where there is not a single server. */
    @Override
    public void send(byte[] data, IpAddress source, IpAddress destination) throws IOException {
        try {
            if (channel.isConnected()) {
                channel.write(ByteBuffer.wrap(data));
            } else {
                channel.send(
                        ByteBuffer.wrap(data),
                        new InetSocketAddress(PortableStation.inet(destination, link), serverPort));
            }
        } catch (PortUnreachableException e) {
            throw nobody(e);
        }
    }

    private IOException nobody(PortUnreachableException e) {
        return new IOException("nobody listens on " + target(), e);
    }

    @Override
    public void receive(Consumer<Datagram> handler) throws IOException {
        selector.select(key -> {}, Station.PATIENCE_MILLIS);
        for (; ; ) {
            buffer.clear();
            InetSocketAddress from = read();
            if (from == null) {
                return;
            }
            byte[] data = new byte[buffer.flip().remaining()];
            buffer.get(data);
            handler.accept(
                    new Datagram(data, data.length, link, address(from), from.getPort(), own, System.nanoTime()));
        }
    }

    private @Nullable InetSocketAddress read() throws IOException {
        try {
            return (InetSocketAddress) channel.receive(buffer);
        } catch (PortUnreachableException e) {
            throw nobody(e);
        }
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            selector.wakeup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
