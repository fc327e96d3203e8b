package io.holdfast.outage;

import io.holdfast.wire.MalformedPacketException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Where one client's messages leave and answers arrive: a socket on the loopback address of its protocol. */
final class LoopbackSocket implements AutoCloseable {

    private static final int MAX_BYTES = 1500;

    /** Reads an answer; empty when it is one to another message. */
    @FunctionalInterface
    interface Reader<H> {
        Optional<H> read(byte[] data, int length) throws MalformedPacketException;
    }

    private final Dhcp protocol;
    private final int serverPort;
    private final DatagramSocket socket;

    LoopbackSocket(Dhcp protocol, ServerUnderTest server) {
        this.protocol = protocol;
        this.serverPort = server.dhcpPort(protocol);
        try {
            this.socket = new DatagramSocket(0, protocol.loopback());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends once. Answers to earlier messages, which come late, are passed over. */
    <H> Optional<H> ask(byte[] message, Duration patience, Reader<H> reader) {
        try {
            socket.send(new DatagramPacket(message, message.length, protocol.loopback(), serverPort));
            return hear(System.nanoTime() + patience.toNanos(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("an answer that cannot be read", e);
        }
    }

    private <H> Optional<H> hear(long deadline, Reader<H> reader) throws IOException, MalformedPacketException {
        byte[] buffer = new byte[MAX_BYTES];
        try {
            while (true) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return Optional.empty();
                }
                socket.setSoTimeout((int) left);
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Optional<H> heard = reader.read(packet.getData().clone(), packet.getLength());
                if (heard.isPresent()) {
                    return heard;
                }
            }
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
