package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
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

/** Talks to one server's address and port from a port of its own, as anybody may. */
public final class UdpClient implements ClientSocket {

    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final Ipv4Address server;
    private final int port;
    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final Link link;

    private UdpClient(Ipv4Address server, int port, DatagramChannel channel, Selector selector, Link link) {
        this.server = server;
        this.port = port;
        this.channel = channel;
        this.selector = selector;
        this.link = link;
    }

    /** @throws SocketOpenException when the server's address cannot be reached from here */
    public static UdpClient open(Ipv4Address server, int port) throws SocketOpenException {
        try {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
                channel.configureBlocking(false);
                // Connected, a "port unreachable" comes to light: nobody listens there.
                channel.connect(new InetSocketAddress(PortableStation.inet(server), port));
                Selector selector = Selector.open();
                channel.register(selector, SelectionKey.OP_READ);
                Ipv4Address own = Ipv4Address.of(((InetSocketAddress) channel.getLocalAddress())
                        .getAddress()
                        .getAddress());
                Link link = new Link("any", 0, null, List.of(own), true, false, false, Link.UNKNOWN_MTU);
                return new UdpClient(server, port, channel, selector, link);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SocketOpenException("cannot talk to " + server + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String target() {
        return server + ":" + port;
    }

    @Override
    public void send(byte[] data, IpAddress source, IpAddress destination) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(data));
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
        while (read()) {
            byte[] data = new byte[buffer.flip().remaining()];
            buffer.get(data);
            handler.accept(new Datagram(
                    data, data.length, link, server, port, link.addresses().getFirst(), System.nanoTime()));
        }
    }

    private boolean read() throws IOException {
        try {
            buffer.clear();
            return channel.read(buffer) > 0;
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
