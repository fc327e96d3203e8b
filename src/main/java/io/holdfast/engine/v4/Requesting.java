package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.v4.MessageType4;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * DHCPREQUEST (RFC 2131 §4.3.2, table 4). A client that names a server selects its offer; one that names an address and no
 * server reboots; one with an address in ciaddr renews or rebinds; one with nothing of all that is given an address, as
 * Kea does.
 */
final class Requesting {

    private static final Decision NO_SUBNET = new Decision.Silence(DropReason.NO_SUBNET);
    private static final Decision UNKNOWN_CLIENT = new Decision.Silence(DropReason.UNKNOWN_CLIENT);
    private static final Decision UNKNOWN_ADDRESS = new Decision.Silence(DropReason.UNKNOWN_ADDRESS);

    private final AddressChoice choice;
    private final boolean authoritative;

    /** @param authoritative the global setting, for clients in no subnet */
    Requesting(AddressChoice choice, boolean authoritative) {
        this.choice = choice;
        this.authoritative = authoritative;
    }

    Decision decide(Exchange4 x, long now) {
        ServedSubnet served = x.served;
        if (served == null) {
            return withoutSubnet(x);
        }
        if (Replies.toldIpv6Only(x)) {
            x.replyType = MessageType4.DHCPACK;
            return Decision.ANSWER;
        }
        if (x.primary != null && x.lost == null) {
            // Only a row the client leaves behind was not as expected: somebody else has cleaned up.
            return Decision.ANSWER;
        }
        Ipv4Address target = target(x.query());
        if (x.lost != null) {
            return afterLoss(x, served, target, (Lease4) x.lost.present(), now);
        }
        if (target == null) {
            return assign(x, served, now);
        }
        if (isInitReboot(x.query())) {
            return verify(x, served, target, now);
        }
        Offer offer = choice.standing(x, served, now);
        if (offer != null && offer.address().equals(target)) {
            x.offer = offer;
            return grant(x, served, target, (Lease4) offer.expected(), offer.surplus(), now);
        }
        return x.rowKnown ? judge(x, served, target, now) : askAbout(x, served, target);
    }

    private static @Nullable Ipv4Address target(Query4 query) {
        return query.requested() != null ? query.requested() : query.ciaddr();
    }

    private static boolean isInitReboot(Query4 query) {
        return query.serverId() == null && query.requested() != null;
    }

    /** As Kea: refuses, but for clients that may only have reached the wrong server. */
    private Decision withoutSubnet(Exchange4 x) {
        Query4 query = x.query();
        boolean rebinding = query.serverId() == null
                && query.requested() == null
                && query.ciaddr() != null
                && x.arrival.destination().equals(Ipv4Address.BROADCAST);
        return rebinding || isInitReboot(query) && !authoritative ? NO_SUBNET : refuse(x);
    }

    /** A renewal is looked up by its address alone: one read of the primary key. */
    private static Decision askAbout(Exchange4 x, ServedSubnet served, Ipv4Address target) {
        return x.query().serverId() == null
                ? x.ask(new LeaseQuestion.OfAddress(target))
                : x.ask(new LeaseQuestion.OfAddress(target), ofClient(x, served));
    }

    private static LeaseQuestion ofClient(Exchange4 x, ServedSubnet served) {
        return new LeaseQuestion.OfClient(
                x.query().client(), List.of(served.subnet().id()));
    }

    /** INIT-REBOOT: the client must be known, and right about its address. */
    private Decision verify(Exchange4 x, ServedSubnet served, Ipv4Address target, long now) {
        if (x.clientRows == null) {
            return x.ask(ofClient(x, served));
        }
        Lease4 own = ClientLeases.best(
                x.clientRows, x.query().client(), served.subnet().id(), target, now);
        if (own == null) {
            return served.subnet().authoritative() ? refuse(x) : UNKNOWN_CLIENT;
        }
        if (!own.address().equals(target)) {
            return refuse(x);
        }
        x.learnRow(own);
        return judge(x, served, target, now);
    }

    /** Decides about a certain address whose row is known. */
    private Decision judge(Exchange4 x, ServedSubnet served, Ipv4Address target, long now) {
        ClientIdentity client = x.query().client();
        Lease4 row = x.row;
        boolean own = row != null && ClientLeases.belongs(row, client);
        if (row != null && !own && !row.isVacant(now)) {
            return refuse(x);
        }
        if (!served.inPool(target)) {
            return UNKNOWN_ADDRESS;
        }
        if (row != null && own) {
            choice.claim(x, served, row, now);
            return grant(x, served, target, row, List.of(), now);
        }
        if (x.clientRows == null) {
            return x.ask(ofClient(x, served));
        }
        if (!choice.hold(x, served, target, row, now) || x.offer == null) {
            return refuse(x);
        }
        return grant(x, served, target, row, x.offer.surplus(), now);
    }

    /** The client names no address: its own, or a vacant one. */
    private Decision assign(Exchange4 x, ServedSubnet served, long now) {
        if (x.clientRows == null) {
            return x.ask(ofClient(x, served));
        }
        Offer standing = choice.standing(x, served, now);
        Lease4 own = ClientLeases.best(
                x.clientRows, x.query().client(), served.subnet().id(), null, now);
        if (standing != null) {
            x.offer = standing;
        } else if (own == null || !choice.hold(x, served, own.address(), own, now)) {
            Decision instead = choice.pick(x, served, now);
            if (instead != null) {
                return instead instanceof Decision.Silence ? refuse(x) : instead;
            }
        }
        Offer offer = x.offer;
        return offer == null
                ? refuse(x)
                : grant(x, served, (Ipv4Address) offer.address(), (Lease4) offer.expected(), offer.surplus(), now);
    }

    /** The row was another than expected: what stands there decides. */
    private Decision afterLoss(
            Exchange4 x, ServedSubnet served, @Nullable Ipv4Address target, @Nullable Lease4 present, long now) {
        Lease4 wanted = x.granted;
        x.primary = null;
        x.lost = null;
        if (wanted != null && present != null && isSame(present, wanted)) {
            // The same packet came twice in one batch; the other one has done the work.
            x.granted = present;
            return Decision.ANSWER;
        }
        boolean another = present != null
                && !present.isVacant(now)
                && !ClientLeases.belongs(present, x.query().client());
        if (another && present != null) {
            choice.lost(x, present, now);
            return target == null ? assign(x, served, now) : refuse(x);
        }
        Ipv4Address address = wanted == null ? target : wanted.address();
        return address == null ? assign(x, served, now) : grant(x, served, address, present, List.of(), now);
    }

    private static boolean isSame(Lease4 present, Lease4 wanted) {
        return present.lastTransaction() == wanted.lastTransaction()
                && present.validLifetime() == wanted.validLifetime()
                && present.state() == wanted.state()
                && Objects.equals(present.clientId(), wanted.clientId())
                && Objects.equals(present.hardware(), wanted.hardware());
    }

    private static Decision grant(
            Exchange4 x,
            ServedSubnet served,
            Ipv4Address address,
            @Nullable Lease4 expected,
            List<Lease> surplus,
            long now) {
        long lifetime = LeaseTerms.lifetime(x, served.subnet());
        Lease4 lease = LeaseTerms.lease(x, served, address, expected, now, lifetime);
        LeaseChange change = LeaseTerms.change(expected, lease, x.query().client(), now);
        return x.commit(MessageType4.DHCPACK, lease, change, surplus);
    }

    private Decision refuse(Exchange4 x) {
        choice.conclude(x.query().client());
        x.replyType = MessageType4.DHCPNAK;
        x.granted = null;
        return Decision.ANSWER;
    }

    /** After the commit: the offer is a lease now. */
    void committed(Exchange4 x) {
        if (x.granted != null) {
            choice.granted(x.query().client(), x.granted);
        }
    }
}
