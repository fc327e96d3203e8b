package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.engine.DropReason;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.transport.Datagram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every packet that gets no answer leaves through here: with a reason, a counter, and a line at debug. */
final class Drops {

    private static final Logger log = LoggerFactory.getLogger(Drops.class);

    private final Protocol protocol;
    private final Tally tally;
    private final Meters meters;
    private final LongSupplier nanoClock;
    private final Complaints complaints;

    private record Sending(Object client, int transactionId, String type) {}

    Drops(Protocol protocol, Tally tally, Meters meters, LongSupplier nanoClock) {
        this.protocol = protocol;
        this.tally = tally;
        this.meters = meters;
        this.nanoClock = nanoClock;
        this.complaints = new Complaints(log, nanoClock);
    }

    Protocol protocol() {
        return protocol;
    }

    Tally tally() {
        return tally;
    }

    void complain(Event event, String what, Throwable cause) {
        complaints.error(event.id(protocol) + " " + what, cause);
    }

    /** Counts all as received, and keeps the first of those that say the same thing for the same client. */
    List<Entry> withoutDuplicates(List<Entry> entries) {
        Set<Sending> seen = new HashSet<>();
        List<Entry> kept = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            String type = entry.exchange.type();
            if (!entry.datagram.served()) {
                tally.received(type);
            }
            Object client = entry.exchange.client();
            if (client == null || type == null || seen.add(new Sending(client, entry.exchange.transactionId(), type))) {
                kept.add(entry);
            } else {
                tally.dropped(PacketStatistic.DUPLICATE);
                left(entry, "duplicate", Event.DUPLICATE.id(protocol));
            }
        }
        return kept;
    }

    void dropped(Entry entry, DropReason reason) {
        tally.dropped(reason);
        entry.exchange.failures().forEach(tally::failed);
        left(entry, DropRow.label(reason), DropRow.of(reason).messageId(protocol));
    }

    /** The lease database cannot be asked: silence, the client stays with what it has. */
    void backendAway(Entry entry) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        left(entry, "backend-away", Event.STORE.id(protocol));
    }

    /** The lease database is there, but too many are at it. */
    void backendBusy(Entry entry) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        left(entry, "backend-busy", Event.STORE.id(protocol));
    }

    /** The lease database refuses what was asked of it. */
    void storeFailed(Entry entry) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        left(entry, "store-failed", Event.STORE.id(protocol));
    }

    /** The service is switched off. */
    void disabled(Datagram datagram) {
        if (!datagram.served()) {
            tally.received(null);
        }
        tally.dropped(PacketStatistic.SERVICE_DISABLED);
        meters.dropped("service-disabled");
        log.debug(
                "{} from {} on {}: the service is disabled",
                Event.DISABLED.id(protocol),
                datagram.source(),
                datagram.link().name());
    }

    /** A fault of our own while reading a packet. */
    void unreadable(Datagram datagram, RuntimeException e) {
        tally.received(null);
        failed(datagram, e);
    }

    /** A fault of our own while working on one packet. */
    void failed(Datagram datagram, RuntimeException e) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        meters.dropped("internal-error");
        complain(
                Event.FAULT,
                "packet of " + datagram.length() + " bytes from " + datagram.source() + " on "
                        + datagram.link().name(),
                e);
    }

    private void left(Entry entry, String reason, String messageId) {
        meters.dropped(reason);
        meters.exchange(entry.type(), "dropped", nanoClock.getAsLong() - entry.datagram.receivedNanos());
        if (log.isDebugEnabled()) {
            log.debug(
                    "{} {} of {} from {} on {}: {}",
                    messageId,
                    entry.type(),
                    entry.exchange.client(),
                    entry.datagram.source(),
                    entry.datagram.link().name(),
                    reason);
        }
    }
}
