package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;
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
    private final Link link;
    private final LinuxSocket socket;
    private final boolean packets;
    private final Ipv4Address bound;
    private final Meters meters;
    private final MessageBatch batch = new MessageBatch();
    private boolean down;

    private LinuxReceiver(
            String name, Link link, LinuxSocket socket, boolean packets, Ipv4Address bound, Meters meters) {
        this.name = name;
        this.link = link;
        this.socket = socket;
        this.packets = packets;
        this.bound = bound;
        this.meters = meters;
    }

    static LinuxReceiver udp(Link link, LinuxSocket socket, Ipv4Address bound, Meters meters) {
        return new LinuxReceiver(link.name() + "-" + bound, link, socket, false, bound, meters);
    }

    static LinuxReceiver packets(Link link, LinuxSocket socket, Meters meters) {
        return new LinuxReceiver(link.name() + "-raw", link, socket, true, Ipv4Address.BROADCAST, meters);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void receive(Consumer<Datagram> handler) throws IOException {
        int count = batch.receive(socket.descriptor());
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
            Datagram datagram = batch.truncated(i) ? dropped(TOO_LONG) : packets ? packet(i, now) : datagram(i, now);
            batch.expect(i);
            if (datagram != null) {
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

    private Datagram datagram(int i, long now) {
        int length = batch.length(i);
        return new Datagram(
                batch.bytes(i, 0, length),
                length,
                link,
                new Ipv4Address(batch.sourceAddress(i)),
                batch.sourcePort(i),
                new Ipv4Address(batch.destination(i, bound.bits())),
                now);
    }

    private @Nullable Datagram packet(int i, long now) {
        MemorySegment in = batch.data();
        long at = MessageBatch.dataAt(i);
        int offset = Ipv4Udp.payloadOffset(in, at, batch.length(i), (batch.packetStatus(i) & NO_CHECK) != 0);
        if (offset < 0) {
            return dropped(BAD_FRAME);
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

    private @Nullable Datagram dropped(String reason) {
        meters.dropped(reason);
        return null;
    }
}
