package io.holdfast.pipeline;

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

    private final Tally tally;
    private final Meters meters;
    private final LongSupplier nanoClock;
    private final Complaints complaints;

    private record Sending(Object client, int transactionId, Object type) {}

    Drops(Tally tally, Meters meters, LongSupplier nanoClock) {
        this.tally = tally;
        this.meters = meters;
        this.nanoClock = nanoClock;
        this.complaints = new Complaints(log, nanoClock);
    }

    Tally tally() {
        return tally;
    }

    Complaints complaints() {
        return complaints;
    }

    /** Counts all as received, and keeps the first of those that say the same thing for the same client. */
    List<Entry> withoutDuplicates(List<Entry> entries) {
        Set<Sending> seen = new HashSet<>();
        List<Entry> kept = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            tally.received(entry.exchange.requestType());
            Object client = entry.exchange.client();
            Object type = entry.exchange.requestType();
            if (client == null || type == null || seen.add(new Sending(client, xid(entry.datagram), type))) {
                kept.add(entry);
            } else {
                tally.dropped(PacketStatistic.DUPLICATE);
                left(entry, "duplicate", "DHCP4_PACKET_DROP_0012");
            }
        }
        return kept;
    }

    void dropped(Entry entry, DropReason reason) {
        tally.dropped(reason);
        if (entry.exchange.allocationFailure() != null) {
            tally.failed(entry.exchange.allocationFailure(), entry.exchange.subnetId());
        }
        left(entry, DropRow.label(reason), DropRow.of(reason).messageId());
    }

    /** The lease database cannot be asked: silence, the client stays with what it has. */
    void backendAway(Entry entry) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        left(entry, "backend-away", "DHCP4_PACKET_DROP_0011");
    }

    /** The lease database is there, but too many are at it. */
    void backendBusy(Entry entry) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        left(entry, "backend-busy", "DHCP4_PACKET_DROP_0011");
    }

    /** The lease database refuses what was asked of it. */
    void storeFailed(Entry entry) {
        tally.dropped(PacketStatistic.PROCESSING_FAILED);
        left(entry, "store-failed", "DHCP4_PACKET_DROP_0011");
    }

    /** The service is switched off. */
    void disabled(Datagram datagram) {
        tally.received(null);
        tally.dropped(PacketStatistic.SERVICE_DISABLED);
        meters.dropped("service-disabled");
        log.debug(
                "DHCP4_PACKET_DROP_0008 from {} on {}: the service is disabled",
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
        complaints.error(
                "DHCP4_PACKET_PROCESS_EXCEPTION packet of " + datagram.length() + " bytes from " + datagram.source()
                        + " on " + datagram.link().name(),
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

    private static int xid(Datagram datagram) {
        byte[] d = datagram.data();
        return (d[4] & 0xff) << 24 | (d[5] & 0xff) << 16 | (d[6] & 0xff) << 8 | d[7] & 0xff;
    }
}
