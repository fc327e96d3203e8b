package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.telemetry.Meters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives batches of UDP datagrams, or of IP packets from a packet socket. */
final class LinuxReceiver implements Station.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxReceiver.class);
    private static final String BAD_FRAME = "bad-frame";
    private static final String TOO_LONG = "too-long";
    private static final int NO_CHECK = Linux.TP_STATUS_CSUMNOTREADY | Linux.TP_STATUS_CSUM_VALID;

    private final String name;
    private final LinuxSocket socket;
    private final Reading reading;
    private final MessageBatch batch;
    private final Meters meters;
    private boolean down;

    /** Makes a datagram of message {@code i}, or null when it is none. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        Datagram read(MessageBatch batch, int i, long now);
    }

    private LinuxReceiver(String name, LinuxSocket socket, Reading reading, MessageBatch batch, Meters meters) {
        this.name = name;
        this.socket = socket;
        this.reading = reading;
        this.batch = batch;
        this.meters = meters;
    }

    static LinuxReceiver udp(Link link, LinuxSocket socket, Ipv4Address bound, Meters meters) {
        Reading reading = (batch, i, now) -> datagram(
                batch,
                i,
                link,
                new Ipv4Address(batch.sourceAddress(i)),
                new Ipv4Address(batch.destination(i, bound.bits())),
                now);
        return new LinuxReceiver(link.name() + "-" + bound, socket, reading, new MessageBatch(), meters);
    }

    /** @param batch shared by receivers of one thread */
    static LinuxReceiver udp6(Link link, LinuxSocket socket, Ipv6Address bound, MessageBatch batch, Meters meters) {
        Reading reading = (from, i, now) -> datagram(from, i, link, from.source6(i), from.destination6(i, bound), now);
        return new LinuxReceiver(link.name() + "-" + bound, socket, reading, batch, meters);
    }

    static LinuxReceiver packets(Link link, LinuxSocket socket, Meters meters) {
        Reading reading = (batch, i, now) -> packet(batch, i, link, now);
        return new LinuxReceiver(link.name() + "-raw", socket, reading, new MessageBatch(), meters);
    }

    LinuxSocket socket() {
        return socket;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void receive(Consumer<Datagram> handler) throws IOException {
        take(batch.receive(socket.descriptor()), handler);
    }

    /** Without waiting. */
    void receiveNow(Consumer<Datagram> handler) throws IOException {
        take(batch.receiveNow(socket.descriptor()), handler);
    }

    private void take(int count, Consumer<Datagram> handler) throws IOException {
        long now = System.nanoTime();
        if (count < 0) {
            failed(-count);
            return;
        }
        if (down) {
            down = false;
            LOG.info("{} receives again", socket);
        }
        for (int i = 0; i < count; i++) {
            boolean truncated = batch.truncated(i);
            Datagram datagram = truncated ? null : reading.read(batch, i, now);
            batch.expect(i);
            if (datagram == null) {
                meters.dropped(truncated ? TOO_LONG : BAD_FRAME);
            } else {
                handler.accept(datagram);
            }
        }
    }

    private void failed(int error) throws IOException {
        switch (error) {
            case Linux.EAGAIN, Linux.EINTR, Linux.ENOMEM, Linux.ENOBUFS -> {}
            case Linux.ENETDOWN -> {
                // Told once; the socket receives again when the link is up again.
                down = true;
                LOG.warn("{}: the interface has gone down", socket);
            }
            default -> throw new IOException(Linux.error(error));
        }
    }

    private static Datagram datagram(
            MessageBatch batch, int i, Link link, IpAddress source, IpAddress destination, long now) {
        int length = batch.length(i);
        return new Datagram(batch.bytes(i, 0, length), length, link, source, batch.sourcePort(i), destination, now);
    }

    private static @Nullable Datagram packet(MessageBatch batch, int i, Link link, long now) {
        MemorySegment in = batch.data();
        long at = MessageBatch.dataAt(i);
        int offset = Ipv4Udp.payloadOffset(in, at, batch.length(i), (batch.packetStatus(i) & NO_CHECK) != 0);
        if (offset < 0) {
            return null;
        }
        int length = Ipv4Udp.payloadLength(in, at, offset);
        return new Datagram(
                batch.bytes(i, offset, length),
                length,
                link,
                new Ipv4Address(Ipv4Udp.source(in, at)),
                Ipv4Udp.sourcePort(in, at, offset),
                new Ipv4Address(Ipv4Udp.destination(in, at)),
                now);
    }
}
