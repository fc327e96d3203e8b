package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.v4.MessageType4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DHCPDISCOVER (RFC 2131 §4.3.1). The client is offered what it has been offered already, else its own address, running
 * or former, else the one it asks for, else a vacant one.
 */
final class Discovering {

    private static final Decision NO_SUBNET = new Decision.Silence(DropReason.NO_SUBNET);

    private final AddressChoice choice;

    Discovering(AddressChoice choice) {
        this.choice = choice;
    }

    Decision decide(Exchange4 x, long now) {
        ServedSubnet served = x.served;
        if (served == null) {
            return NO_SUBNET;
        }
        if (Replies.toldIpv6Only(x)) {
            x.replyType = MessageType4.DHCPOFFER;
            return Decision.ANSWER;
        }
        if (x.lost != null) {
            giveWay(x, (Lease4) x.lost.present(), now);
        }
        Offer standing = choice.standing(x, served, now);
        if (standing != null) {
            choice.prolong(standing, now);
            x.offer = standing;
            return offer(x, served, standing, now);
        }
        if (x.clientRows == null) {
            return ask(x, served);
        }
        Decision instead = holdKnown(x, served, x.clientRows, now) ? null : choice.pick(x, served, now);
        if (instead != null) {
            return instead;
        }
        return x.offer == null ? Engine4.NO_ADDRESS : offer(x, served, x.offer, now);
    }

    /** The row that was to hold the offer (only with offer-lifetime) is another than expected. */
    private void giveWay(Exchange4 x, @Nullable Lease4 present, long now) {
        Offer offer = x.offer;
        x.primary = null;
        x.lost = null;
        if (present == null
                || present.isVacant(now)
                || ClientLeases.belongs(present, x.query().client())) {
            if (offer != null) {
                choice.prolong(offer.expecting(present), now);
            }
        } else {
            choice.lost(x, present, now);
        }
    }

    private static Decision ask(Exchange4 x, ServedSubnet served) {
        ClientIdentity client = x.query().client();
        LeaseQuestion ofClient =
                new LeaseQuestion.OfClient(client, List.of(served.subnet().id()));
        Ipv4Address requested = x.query().requested();
        return requested != null && served.inPool(requested)
                ? x.ask(ofClient, new LeaseQuestion.OfAddress(requested))
                : x.ask(ofClient);
    }

    /** Holds the client's own address, or the one it asks for. */
    private boolean holdKnown(Exchange4 x, ServedSubnet served, List<Lease4> rows, long now) {
        Ipv4Address requested = x.query().requested();
        Lease4 own = ClientLeases.best(rows, x.query().client(), served.subnet().id(), requested, now);
        if (own != null && choice.hold(x, served, own.address(), own, now)) {
            return true;
        }
        return requested != null
                && x.rowKnown
                && (x.row == null || x.row.isVacant(now))
                && choice.hold(x, served, requested, x.row, now);
    }

    /** Without offer-lifetime nothing is stored; with it, the offer must not shorten a lease that runs longer. */
    private static Decision offer(Exchange4 x, ServedSubnet served, Offer offer, long now) {
        Subnet4 subnet = served.subnet();
        long lifetime = LeaseTerms.lifetime(x, subnet);
        Lease4 expected = (Lease4) offer.expected();
        Ipv4Address address = (Ipv4Address) offer.address();
        Lease4 lease = LeaseTerms.lease(x, served, address, expected, now, lifetime);
        long stored = subnet.offerLifetime();
        if (stored == 0 || expected != null && outlasts(expected, x.query().client(), now, stored)) {
            x.replyType = MessageType4.DHCPOFFER;
            x.granted = lease;
            return Decision.ANSWER;
        }
        Lease4 next = LeaseTerms.lease(x, served, address, expected, now, stored);
        LeaseChange change = LeaseTerms.change(expected, next, x.query().client(), now);
        return x.commit(MessageType4.DHCPOFFER, lease, change, List.of());
    }

    private static boolean outlasts(Lease4 lease, ClientIdentity client, long now, long seconds) {
        return !lease.isVacant(now)
                && ClientLeases.belongs(lease, client)
                && (lease.isInfinite() || lease.expire() >= now + seconds);
    }

    /** After the commit: a request for this offer will find the stored row. */
    void committed(Exchange4 x, long now) {
        if (x.offer != null && x.primary != null && x.primary.next() != null) {
            choice.expect(x.offer, (Lease4) x.primary.next(), now);
        }
    }
}
