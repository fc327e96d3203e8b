package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.ProbeBook;
import io.holdfast.config.PingCheck;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.host.Reservation;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether somebody uses an address that is to be offered (RFC 2131 §3.1, {@code libdhcp_ping_check}). */
final class Probing {

    private static final Decision UNDER_WAY = new Decision.Silence(DropReason.ADDRESS_CHECK);

    private final @Nullable PingCheck settings;
    private final long probation;
    private final ProbeBook book;
    private final AddressChoice choice;

    Probing(ServerConfig4 config, ProbeBook book, AddressChoice choice) {
        settings = config.features().pingCheck();
        probation = config.declineProbation();
        this.book = book;
        this.choice = choice;
    }

    /** What has to be done before the address is offered; absent when nothing has. */
    @Nullable
    Decision check(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 row, long now) {
        PingCheck.Terms terms =
                settings == null ? null : settings.of(served.subnet().id());
        if (terms == null || !terms.enabled() || isReserved(x, address) || isFamiliar(x, terms, row, now)) {
            return null;
        }
        return switch (book.take(address, now)) {
            case FREE -> null;
            case UNDER_WAY -> UNDER_WAY;
            case UNKNOWN -> new Decision.Probe(address, terms.requests(), terms.replyTimeoutMillis());
            case IN_USE -> decline(x, served, address, row, now);
        };
    }

    private static boolean isReserved(Exchange4 x, Ipv4Address address) {
        Reservation reservation = x.reservation;
        return reservation != null && address.equals(reservation.address());
    }

    /** The client has it, or had it a moment ago. */
    private static boolean isFamiliar(Exchange4 x, PingCheck.Terms terms, @Nullable Lease4 row, long now) {
        return row != null && x.owns(row) && (!row.isExpired(now) || now - row.lastTransaction() < terms.clttSeconds());
    }

    /** It is nobody's for the probation period; then another is looked for. */
    private Decision decline(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 row, long now) {
        Lease4 declined = Declining.declined(
                address,
                served.subnet().id(),
                row != null ? row.poolId() : LeaseTerms.poolId(served, address),
                probation,
                now);
        choice.declined(served.subnet().id(), address);
        x.refuse(address);
        x.offer = null;
        x.verdict.granted = null;
        return new Decision.First(List.of(new LeaseChange.Grant(row, declined)));
    }
}
