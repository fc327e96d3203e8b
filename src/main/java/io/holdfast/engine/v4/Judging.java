package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client gets the certain address it requests or renews, as Kea decides: not one that is reserved for others or
 * leased to another; not another than is reserved for it, unless that one is not to be had; none outside the pools for it but
 * the reserved one.
 */
final class Judging {

    private static final Decision UNKNOWN_ADDRESS = new Decision.Silence(DropReason.UNKNOWN_ADDRESS);

    private static final Decision SHUNNED = new Decision.Silence(DropReason.CLASS_REJECT);

    private static final Decision ON_OFFER = new Decision.Silence(DropReason.CONTENDED);

    private final AddressChoice choice;
    private final Reserving reserving;
    private final Requesting requesting;

    Judging(AddressChoice choice, Reserving reserving, Requesting requesting) {
        this.choice = choice;
        this.reserving = reserving;
        this.requesting = requesting;
    }

    Decision judge(Exchange4 x, Ipv4Address target, long now) {
        Reserving.Reserved reserved = reserving.addressOf(x);
        boolean its = reserved != null && reserved.address().equals(target);
        ServedSubnet holder = holder(x, target);
        boolean clear = holder == null || reserving.knows(x, holder, target);
        if (reserved != null && !its && !x.known.hasReserved(reserved.address())) {
            return askAbout(x, target, reserved.address());
        }
        if (clear) {
            Decision early = byReservations(x, reserved, its, holder, target, now);
            if (early != null) {
                return early;
            }
            Offer offer = choice.standing(x, reserved, now);
            if (offer != null && offer.address().equals(target)) {
                x.offer = offer;
                x.serve(x.allowed(offer.pools().subnetId()));
                return requesting.grant(x, target, (Lease4) offer.expected(), offer.surplus(), now);
            }
        }
        if (!clear || !x.known.rowKnown) {
            return askAbout(x, target, null);
        }
        return byLeases(x, reserved, its, target, now);
    }

    /** A renewal is looked up by its address alone: one read of the primary key. */
    private static Decision askAbout(Exchange4 x, Ipv4Address target, @Nullable Ipv4Address reserved) {
        if (reserved == null && !x.known.rowKnown && x.query().serverId() == null) {
            return x.inquiry.ask(new LeaseQuestion.OfAddress(target));
        }
        List<LeaseQuestion> questions = new ArrayList<>(3);
        if (!x.known.rowKnown) {
            questions.add(new LeaseQuestion.OfAddress(target));
        }
        if (reserved != null) {
            questions.add(x.known.askReserved(reserved));
        }
        if (x.query().serverId() != null && x.known.clientRows == null) {
            questions.add(x.ofClient());
        }
        return x.inquiry.ask(questions);
    }

    /** The subnet, for clients of these classes or not, whose address it is. */
    private static @Nullable ServedSubnet holder(Exchange4 x, Ipv4Address target) {
        for (int i = 0; i < x.allowed.size(); i++) {
            if (x.allowed.get(i).subnet().contains(target)) {
                return x.allowed.get(i);
            }
        }
        return null;
    }

    private @Nullable Decision byReservations(
            Exchange4 x,
            Reserving.@Nullable Reserved reserved,
            boolean its,
            @Nullable ServedSubnet holder,
            Ipv4Address target,
            long now) {
        if (holder != null && reserving.isOthers(x, holder, target)) {
            return requesting.refuse(x);
        }
        if (reserved != null && !its) {
            Lease4 row = x.known.reservedRow;
            if (row == null || row.isVacant(now)) {
                // It can have what is reserved for it: back to DISCOVER.
                return requesting.refuse(x);
            }
        }
        return null;
    }

    private Decision byLeases(
            Exchange4 x, Reserving.@Nullable Reserved reserved, boolean its, Ipv4Address target, long now) {
        Lease4 row = x.known.row;
        boolean own = row != null && x.owns(row);
        if (row != null && !own && !row.isVacant(now)) {
            return requesting.refuse(x);
        }
        ServedSubnet served = its && reserved != null ? reserved.served() : Requesting.pooled(x, target);
        if (served == null && row != null && own && !row.isVacant(now) && x.uncertain()) {
            // It may well be reserved for the client: what it has it keeps.
            served = x.allowed(row.subnetId());
        }
        if (served == null) {
            return outside(x, target);
        }
        x.serve(served);
        if (row != null && own) {
            choice.claim(x, served, target, row, now);
            return requesting.grant(x, target, row, List.of(), now);
        }
        if (x.spared() && x.isShunned()) {
            return SHUNNED;
        }
        if (x.known.clientRows == null) {
            return x.inquiry.ask(x.ofClient());
        }
        if (its && reserving.unique()) {
            choice.claim(x, served, target, row, now);
        } else if (!choice.hold(x, served, target, row, now)) {
            // On offer to another, whose it need not become: another server may be giving it to this client right now,
            // so
            // that a refusal is only for who can do without the address.
            return x.query().serverId() == null ? ON_OFFER : requesting.refuse(x);
        }
        Offer offer = x.offer;
        return offer == null ? requesting.refuse(x) : requesting.grant(x, target, row, offer.surplus(), now);
    }

    /** As Kea: refuses an address that this server has for others, and says nothing about one it does not have at all. */
    private Decision outside(Exchange4 x, Ipv4Address target) {
        boolean known =
                x.link != null && !x.uncertain() && x.link.subnets().stream().anyMatch(each -> each.inPool(target));
        return known ? requesting.refuse(x) : UNKNOWN_ADDRESS;
    }
}
