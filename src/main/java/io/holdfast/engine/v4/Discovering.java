package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.v4.MessageType4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DHCPDISCOVER (RFC 2131 §4.3.1). The client is offered what is reserved for it, else what it has been offered already, else
 * its own address, running or former, else the one it asks for, else a vacant one.
 */
final class Discovering {

    private static final Decision NO_SUBNET = new Decision.Silence(DropReason.NO_SUBNET);

    private static final Decision LEASE_LIMIT = new Decision.Silence(DropReason.LEASE_LIMIT);

    private final AddressChoice choice;
    private final Reserving reserving;
    private final Probing probing;

    Discovering(AddressChoice choice, Reserving reserving, Probing probing) {
        this.choice = choice;
        this.probing = probing;
        this.reserving = reserving;
    }

    Decision decide(Exchange4 x, long now) {
        ServedLink link = x.link;
        ServedSubnet first = x.served;
        if (link == null || first == null) {
            return NO_SUBNET;
        }
        if (Replies.toldIpv6Only(x)) {
            x.verdict.replyType = MessageType4.DHCPOFFER;
            return Decision.ANSWER;
        }
        if (x.verdict.exceeded) {
            return beyondLimit(x, now);
        }
        if (x.verdict.lost != null) {
            giveWay(x, (Lease4) x.verdict.lost.present(), now);
        }
        Reserving.Reserved reserved = reserving.addressOf(x);
        if (repeat(x, reserved, reserved == null ? null : reserved.address(), now)) {
            return offer(x, now);
        }
        if (x.known.clientRows == null) {
            return ask(x, reserved);
        }
        Decision instead = choose(x, link, x.known.clientRows, now);
        return instead != null ? instead : offer(x, now);
    }

    /** The row that was to hold the offer (only with offer-lifetime) is another than expected. */
    private void giveWay(Exchange4 x, @Nullable Lease4 present, long now) {
        Offer offer = x.offer;
        x.verdict.withdraw();
        if (present == null || present.isVacant(now) || x.owns(present)) {
            if (offer != null) {
                choice.prolong(offer.expecting(present), now);
            }
        } else {
            choice.lost(x, present, now);
        }
    }

    /** Whether the client's open offer is offered again; only one of {@code address}, where that is given. */
    private boolean repeat(
            Exchange4 x, Reserving.@Nullable Reserved reserved, @Nullable Ipv4Address address, long now) {
        Offer standing = choice.standing(x, reserved, now);
        if (standing == null || address != null && !address.equals(standing.address())) {
            return false;
        }
        choice.prolong(standing, now);
        x.offer = standing;
        x.serve(x.allowed(standing.pools().subnetId()));
        return true;
    }

    private static Decision ask(Exchange4 x, Reserving.@Nullable Reserved reserved) {
        Ipv4Address requested = x.query().requested();
        if (reserved == null && requested == null) {
            return x.inquiry.ask(x.ofClient());
        }
        List<LeaseQuestion> questions = new ArrayList<>(3);
        questions.add(x.ofClient());
        if (reserved != null) {
            questions.add(x.known.askReserved(reserved.address()));
        }
        if (requested != null && !requested.equals(x.known.reservedAsked) && Requesting.pooled(x, requested) != null) {
            questions.add(new LeaseQuestion.OfAddress(requested));
        }
        return x.inquiry.ask(questions);
    }

    /** Absent when an address is held now, else what has to be done instead. */
    private @Nullable Decision choose(Exchange4 x, ServedLink link, List<Lease4> rows, long now) {
        Lease4 own = ClientLeases.best(x, rows, x.query().requested(), now);
        ServedSubnet home = own == null ? null : x.allowed(own.subnetId());
        if (home != null) {
            x.serve(home);
        }
        Reserving.Reserved reserved = reserving.addressOf(x);
        if (reserved != null && x.offer == null) {
            Decision instead = holdReserved(x, reserved, own, now);
            if (instead != null || x.offer != null) {
                return instead;
            }
            if (repeat(x, reserved, null, now)) {
                return null;
            }
        }
        Decision instead = own == null ? null : holdOwn(x, own, now);
        if (instead != null || x.offer != null) {
            return instead;
        }
        instead = holdRequested(x, now);
        if (instead != null || x.offer != null || x.served == null) {
            return instead;
        }
        return choice.pick(x, link, x.served, now);
    }

    /** A reserved address that is another's still is not for now: the client gets another meanwhile. */
    private @Nullable Decision holdReserved(Exchange4 x, Reserving.Reserved reserved, @Nullable Lease4 own, long now) {
        x.serve(reserved.served());
        Ipv4Address address = reserved.address();
        if (own != null && own.address().equals(address)) {
            choice.claim(x, reserved.served(), address, own, now);
            return null;
        }
        if (!x.known.hasReserved(address)) {
            return x.inquiry.ask(x.known.askReserved(address));
        }
        Lease4 row = x.known.reservedRow;
        boolean free = row == null || row.isVacant(now) || x.owns(row);
        if (!free || x.isRefused(address)) {
            x.verdict.conflictIn(reserved.served().subnet().id());
        } else if (reserving.unique()) {
            choice.claim(x, reserved.served(), address, row, now);
        } else {
            choice.hold(x, reserved.served(), address, row, now);
        }
        return null;
    }

    private @Nullable Decision holdOwn(Exchange4 x, Lease4 own, long now) {
        ServedSubnet served = Requesting.pooled(x, own.address());
        if (served == null && x.uncertain() && !own.isVacant(now)) {
            // It may well be reserved for the client.
            served = x.allowed(own.subnetId());
        }
        if (served == null) {
            return null;
        }
        if (!reserving.knows(x, served, own.address())) {
            return x.inquiry.ask();
        }
        if (!reserving.isOthers(x, served, own.address())) {
            x.serve(served);
            choice.hold(x, served, own.address(), own, now);
        }
        return null;
    }

    private @Nullable Decision holdRequested(Exchange4 x, long now) {
        Ipv4Address requested = x.query().requested();
        ServedSubnet served = requested == null ? null : Requesting.pooled(x, requested);
        if (requested == null
                || served == null
                || !x.known.rowKnown
                || x.known.row != null && !x.known.row.isVacant(now)) {
            return null;
        }
        if (!reserving.knows(x, served, requested)) {
            return x.inquiry.ask();
        }
        if (!reserving.isOthers(x, served, requested) && choice.hold(x, served, requested, x.known.row, now)) {
            x.serve(served);
        }
        return null;
    }

    /** Without offer-lifetime nothing is stored; with it, the offer must not shorten a lease that runs longer. */
    private Decision offer(Exchange4 x, long now) {
        Offer offer = x.offer;
        ServedSubnet served = x.served;
        if (offer == null || served == null) {
            return Engine4.NO_ADDRESS;
        }
        Lease4 expected = (Lease4) offer.expected();
        Ipv4Address address = (Ipv4Address) offer.address();
        Decision first = probing.check(x, served, address, expected, now);
        if (first != null) {
            return first;
        }
        Lease4 lease = LeaseTerms.lease(
                x, served, address, expected, now, LeaseTerms.lifetime(x, served, address, expected, now));
        if (x.limits().isOn()) {
            LeaseChange change = LeaseTerms.change(x, expected, lease, now);
            Decision count = x.inquiry.held().ask(change);
            if (count != null || x.inquiry.held().isExceededBy(change, List.of())) {
                return count != null ? count : beyondLimit(x, now);
            }
        }
        long stored = LeaseTerms.offerLifetime(x, served);
        Lease4 again = stored == 0 ? LeaseTerms.reused(x, served, expected, lease, now) : null;
        if (again != null) {
            return x.verdict.repeat(MessageType4.DHCPOFFER, again);
        }
        if (stored == 0 || expected != null && outlasts(x, expected, now, stored)) {
            x.verdict.replyType = MessageType4.DHCPOFFER;
            x.verdict.granted = lease;
            return Decision.ANSWER;
        }
        Lease4 next = LeaseTerms.lease(x, served, address, expected, now, stored);
        LeaseChange change = LeaseTerms.change(x, expected, next, now);
        return x.verdict.commit(MessageType4.DHCPOFFER, lease, change, List.of());
    }

    private Decision beyondLimit(Exchange4 x, long now) {
        choice.abandon(x.holder(), now);
        x.offer = null;
        x.verdict.failByLimit(x.link);
        return LEASE_LIMIT;
    }

    private static boolean outlasts(Exchange4 x, Lease4 lease, long now, long seconds) {
        return !lease.isVacant(now) && x.owns(lease) && (lease.isInfinite() || lease.expire() >= now + seconds);
    }

    /** After the commit: a request for this offer will find the stored row. */
    void committed(Exchange4 x, long now) {
        if (x.offer != null && x.verdict.primary != null && x.verdict.primary.next() != null) {
            choice.expect(x.offer, (Lease4) x.verdict.primary.next(), now);
        }
    }
}
