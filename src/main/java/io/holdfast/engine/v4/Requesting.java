package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
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

    private final AddressChoice choice;
    private final Reserving reserving;
    private final Judging judging;
    private final boolean authoritative;

    /** @param authoritative the global setting, for clients in no subnet */
    Requesting(AddressChoice choice, Reserving reserving, boolean authoritative) {
        this.choice = choice;
        this.reserving = reserving;
        this.authoritative = authoritative;
        judging = new Judging(choice, reserving, this);
    }

    Decision decide(Exchange4 x, long now) {
        ServedSubnet served = x.served;
        ServedLink link = x.link;
        if (served == null || link == null) {
            return withoutSubnet(x);
        }
        if (Replies.toldIpv6Only(x)) {
            x.verdict.replyType = MessageType4.DHCPACK;
            return Decision.ANSWER;
        }
        if (x.verdict.exceeded) {
            choice.abandon(x.holder(), now);
            x.verdict.failByLimit(x.link);
            return refuse(x);
        }
        if (x.verdict.primary != null && x.verdict.lost == null) {
            // Only a row the client leaves behind was not as expected: somebody else has cleaned up.
            return Decision.ANSWER;
        }
        Ipv4Address target = target(x.query());
        if (x.verdict.lost != null) {
            return afterLoss(x, link, target, (Lease4) x.verdict.lost.present(), now);
        }
        if (target == null) {
            return assign(x, link, now);
        }
        return isInitReboot(x.query()) && !x.verified ? verify(x, served, target, now) : judging.judge(x, target, now);
    }

    static @Nullable Ipv4Address target(Query4 query) {
        return query.requested() != null ? query.requested() : query.ciaddr();
    }

    static boolean isInitReboot(Query4 query) {
        return query.serverId() == null && query.requested() != null;
    }

    /** The subnet that has the address in a pool for the client; absent when none has. */
    static @Nullable ServedSubnet pooled(Exchange4 x, Ipv4Address address) {
        for (int i = 0; i < x.allowed.size(); i++) {
            ServedSubnet served = x.allowed.get(i);
            if (served.inPool(address, x.classes)) {
                return served;
            }
        }
        return null;
    }

    /** As Kea: refuses, but for clients that may only have reached the wrong server, or be in the wrong classes for now. */
    private Decision withoutSubnet(Exchange4 x) {
        Query4 query = x.query();
        if (x.selected != null) {
            boolean silent =
                    x.uncertain() || isInitReboot(query) && !x.selected.subnet().authoritative();
            return silent ? UNKNOWN_CLIENT : refuse(x);
        }
        boolean rebinding = query.serverId() == null
                && query.requested() == null
                && query.ciaddr() != null
                && x.arrival.destination().equals(Ipv4Address.BROADCAST);
        boolean silent = rebinding || x.uncertain() || isInitReboot(query) && !authoritative;
        return silent ? NO_SUBNET : refuse(x);
    }

    /**
     * INIT-REBOOT: the client must be known, and right about its address. Its lease may be in a subnet that is for clients
     * with a reservation.
     */
    private Decision verify(Exchange4 x, ServedSubnet served, Ipv4Address target, long now) {
        if (x.known.clientRows == null) {
            return x.inquiry.ask(x.ofClient());
        }
        Lease4 own = ClientLeases.best(x, x.known.clientRows, target, now);
        if (own == null || !own.address().equals(target)) {
            boolean silent = x.uncertain() || own == null && !served.subnet().authoritative();
            return silent ? UNKNOWN_CLIENT : refuse(x);
        }
        x.known.learnRow(own);
        x.verified = true;
        return judging.judge(x, target, now);
    }

    /** The client names no address: the reserved one, else its own, else a vacant one. */
    private Decision assign(Exchange4 x, ServedLink link, long now) {
        if (x.known.clientRows == null) {
            return x.inquiry.ask(x.ofClient());
        }
        Lease4 own = ClientLeases.best(x, x.known.clientRows, null, now);
        if (own != null) {
            x.serve(x.allowed(own.subnetId()));
        }
        Reserving.Reserved reserved = reserving.addressOf(x);
        if (reserved != null) {
            return assignReserved(x, reserved, now);
        }
        Offer standing = choice.standing(x, null, now);
        if (standing != null) {
            x.offer = standing;
            x.serve(x.allowed(standing.pools().subnetId()));
        } else {
            Decision instead = own == null ? null : holdOwn(x, own, now);
            if (instead == null && x.offer == null && x.served != null) {
                instead = choice.pick(x, link, x.served, now);
            }
            if (instead != null) {
                return instead instanceof Decision.Silence ? refuse(x) : instead;
            }
        }
        Offer offer = x.offer;
        return offer == null
                ? refuse(x)
                : grant(x, (Ipv4Address) offer.address(), (Lease4) offer.expected(), offer.surplus(), now);
    }

    private Decision assignReserved(Exchange4 x, Reserving.Reserved reserved, long now) {
        if (!x.known.rowKnown) {
            return x.inquiry.ask(new LeaseQuestion.OfAddress(reserved.address()));
        }
        return judging.judge(x, reserved.address(), now);
    }

    private @Nullable Decision holdOwn(Exchange4 x, Lease4 own, long now) {
        ServedSubnet served = pooled(x, own.address());
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

    /** The row was another than expected: what stands there decides. */
    private Decision afterLoss(
            Exchange4 x, ServedLink link, @Nullable Ipv4Address target, @Nullable Lease4 present, long now) {
        Lease4 wanted = x.verdict.granted;
        x.verdict.withdraw();
        if (wanted != null && present != null && isSame(present, wanted)) {
            // The same packet came twice in one batch; the other one has done the work.
            x.verdict.granted = present;
            return Decision.ANSWER;
        }
        boolean another = present != null && !present.isVacant(now) && !x.owns(present);
        if (another && present != null) {
            choice.lost(x, present, now);
            x.known.rowKnown = false;
            return target == null ? assign(x, link, now) : refuse(x);
        }
        Ipv4Address address = wanted == null ? target : wanted.address();
        return address == null ? assign(x, link, now) : grant(x, address, present, List.of(), now);
    }

    private static boolean isSame(Lease4 present, Lease4 wanted) {
        return present.lastTransaction() == wanted.lastTransaction()
                && present.validLifetime() == wanted.validLifetime()
                && present.state() == wanted.state()
                && Objects.equals(present.clientId(), wanted.clientId())
                && Objects.equals(present.hardware(), wanted.hardware());
    }

    /** In the subnet that matters now. */
    Decision grant(Exchange4 x, Ipv4Address address, @Nullable Lease4 expected, List<Lease> surplus, long now) {
        ServedSubnet served = x.served;
        if (served == null) {
            return refuse(x);
        }
        boolean has = expected != null && !expected.isVacant(now) && x.owns(expected);
        if (x.bootp && !has && x.uncertain()) {
            // It would have for ever what may be another's, and never come back for what is its own.
            return UNKNOWN_CLIENT;
        }
        long lifetime = LeaseTerms.lifetime(x, served, address, expected, now);
        Lease4 lease = LeaseTerms.lease(x, served, address, expected, now, lifetime);
        Lease4 again = surplus.isEmpty() ? LeaseTerms.reused(x, served, expected, lease, now) : null;
        if (again != null && !x.known.hasRead(expected)) {
            // It was read for the offer: nothing is promised that may not be there any more.
            if (!x.known.rowKnown) {
                return x.inquiry.ask(new LeaseQuestion.OfAddress(address));
            }
            again = LeaseTerms.reused(x, served, x.known.row, lease, now);
        }
        if (again != null) {
            return x.verdict.repeat(MessageType4.DHCPACK, again);
        }
        return x.verdict.commit(MessageType4.DHCPACK, lease, LeaseTerms.change(x, expected, lease, now), surplus);
    }

    Decision refuse(Exchange4 x) {
        choice.conclude(x.holder());
        x.verdict.replyType = MessageType4.DHCPNAK;
        x.verdict.granted = null;
        return Decision.ANSWER;
    }

    /** After the commit: the offer is a lease now. */
    void committed(Exchange4 x) {
        if (x.verdict.granted != null) {
            choice.granted(x.holder(), x.verdict.granted);
        }
    }
}
