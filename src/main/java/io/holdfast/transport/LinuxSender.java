package io.holdfast.transport;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers in batches, each as a station wants it. Safe for many threads. */
final class LinuxSender {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxSender.class);

    /** How a station sends an answer: in what form, and by which of its sockets. */
    interface Manner {

        /** Bytes that come before the payload in the socket's data. */
        int headerBytes();

        LinuxSocket socket(Outgoing reply);

        /** Makes the answer message {@code i} of the batch. */
        void write(MessageBatch batch, int i, Outgoing reply);
    }

    private final Protocol protocol;
    private final Link link;
    private final Manner manner;
    private final Meters meters;
    private final Queue<MessageBatch> spare = new ConcurrentLinkedQueue<>();

    LinuxSender(Protocol protocol, Link link, Manner manner, Meters meters) {
        this.protocol = protocol;
        this.link = link;
        this.manner = manner;
        this.meters = meters;
    }

    /** Sends in order; returns how many could not be sent, having logged why. */
    int send(List<Outgoing> replies) {
        MessageBatch taken = spare.poll();
        MessageBatch batch = taken == null ? new MessageBatch() : taken;
        try {
            int failures = 0;
            int from = 0;
            while (from < replies.size()) {
                if (!fits(replies.get(from))) {
                    failures += failed(replies.get(from), Linux.EMSGSIZE);
                    from++;
                    continue;
                }
                LinuxSocket socket = manner.socket(replies.get(from));
                int to = from;
                while (to < replies.size()
                        && to - from < MessageBatch.SIZE
                        && fits(replies.get(to))
                        && manner.socket(replies.get(to)) == socket) {
                    manner.write(batch, to - from, replies.get(to));
                    to++;
                }
                failures += send(batch, socket, replies.subList(from, to));
                from = to;
            }
            return failures;
        } finally {
            spare.add(batch);
        }
    }

    private int send(MessageBatch batch, LinuxSocket socket, List<Outgoing> replies) {
        int failures = 0;
        int from = 0;
        while (from < replies.size()) {
            int sent = batch.send(socket.descriptor(), from, replies.size());
            if (sent > 0) {
                from += sent;
            } else if (sent != -Linux.EINTR) {
                // The error is the first message's; the others are still to be tried.
                failures += failed(replies.get(from), -sent);
                from++;
            }
        }
        return failures;
    }

    private boolean fits(Outgoing reply) {
        return reply.data().length + manner.headerBytes() <= MessageBatch.DATA_BYTES;
    }

    private int failed(Outgoing reply, int error) {
        meters.dropped(ListeningTransport.SEND_FAILED);
        LOG.debug(
                "{}_PACKET_SEND_FAIL to {} by {}: {}",
                protocol,
                PortableStation.withPort(reply.destination(), reply.port()),
                link.name(),
                Linux.error(error));
        return 1;
    }
}
