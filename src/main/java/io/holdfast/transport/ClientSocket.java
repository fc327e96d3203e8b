package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import java.io.IOException;
import java.util.function.Consumer;

/** A DHCP client's socket. One thread sends, one receives. */
public interface ClientSocket extends AutoCloseable {

    /** Where it sends to, for people: {@code 192.0.2.1:67}, {@code [2001:db8::1]:547}, or the name of an interface. */
    String target();

    /**
     * Sends a message to the server's port.
     *
     * @param source the client's address, where the socket can choose it
     * @param destination where there is a choice: the broadcast address, or the server's
     */
    void send(byte[] data, IpAddress source, IpAddress destination) throws IOException;

    /**
     * Hands on what there is; waits for it a fifth of a second at most.
     *
     * @throws IOException when the socket is of no more use
     */
    void receive(Consumer<Datagram> handler) throws IOException;

    /** No other thread may be receiving. */
    @Override
    void close();
}
