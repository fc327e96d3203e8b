package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Decision;
import io.holdfast.host.HostAnswer;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an association gets: what is reserved for the client, else what it has been offered already, else its own lease,
 * running or former, else what the client asks for, else something vacant.
 */
final class Binding {

    private final AddressChoice6 choice;

    Binding(AddressChoice6 choice) {
        this.choice = choice;
    }

    /** Settles one bench; absent when it has been, for good or ill, else what has to be done first. */
    @Nullable
    Decision settle(Exchange6 x, IaBench bench, Link6 link, long now) {
        ServedSubnet6.Place hint = bench.hint(x, link);
        List<Reserving.Place> reserved = Reserving.of(x, bench.type());
        Offer standing = choice.standing(x, bench, link, now);
        HostAnswer others = standing == null ? HostAnswer.NOTHING : others(x, link, placeOf(standing));
        if (others == null) {
            return x.inquiry.ask();
        }
        if (standing != null && x.hosts.othersHave(others)) {
            choice.drop(bench.holder);
            standing = null;
        }
        if (reserved.isEmpty() && standing != null && (hint == null || isOf(hint, standing))) {
            return take(x, bench, link, standing, now);
        }
        if (!isKnown(x, link, bench)) {
            return ask(x, link);
        }
        Holdings6 has = Holdings6.of(x, bench, link, now);
        if (has == null) {
            return x.inquiry.ask();
        }
        has.lost().forEach(bench::revoke);
        if (!reserved.isEmpty()) {
            Decision instead = reserve(x, bench, reserved, has, now);
            if (instead != null || bench.offer != null) {
                return instead != null ? instead : grantReserved(x, bench, link, has, now);
            }
        }
        return holdOwn(x, bench, has, hint, now)
                ? grant(x, bench, link, now)
                : settleAnew(x, bench, link, hint, standing, now);
    }

    /** For an association that has nothing of its own. */
    private @Nullable Decision settleAnew(
            Exchange6 x,
            IaBench bench,
            Link6 link,
            ServedSubnet6.@Nullable Place hint,
            @Nullable Offer standing,
            long now) {
        if (x.known.isCrowded()) {
            bench.fail(AllocationFailure.SUBNET, x.subnet().id());
            bench.refuse("the client has too many leases");
            return null;
        }
        if (hint != null && isWorthTrying(x, bench, link, hint, now)) {
            Decision instead = checkHint(x, link, hint);
            if (instead != null) {
                return instead;
            }
            if (isFree(x, link, hint) && choice.hold(x, bench, hint, x.known.row(hint.address()), now)) {
                return grant(x, bench, link, now);
            }
        }
        if (standing != null) {
            return take(x, bench, link, standing, now);
        }
        Decision instead = choice.pick(x, bench, link, now);
        return instead != null ? instead : grant(x, bench, link, now);
    }

    private static ServedSubnet6.Place placeOf(Offer offer) {
        return new ServedSubnet6.Place(offer.pools(), Addresses.of(offer.address()));
    }

    private static boolean isOf(ServedSubnet6.Place place, Offer offer) {
        return place.address().equals(offer.address())
                && place.pools().length() == offer.pools().length();
    }

    private @Nullable Decision take(Exchange6 x, IaBench bench, Link6 link, Offer standing, long now) {
        Ipv6Address address = Addresses.of(standing.address());
        boolean running = standing.expected() != null && !standing.expected().isVacant(now);
        if (running && Assigning.isCommitting(x) && !x.known.has(address)) {
            // It was read for the offer, and may be told of as it stands: nothing is promised that is not there any
            // more.
            return x.inquiry.ask(new LeaseQuestion.OfAddress(address));
        }
        choice.prolong(bench, standing, now);
        if (!x.known.hasClient()) {
            standing.surplus().forEach(lease -> revokeSurplus(x, bench, (Lease6) lease));
        }
        return grant(x, bench, link, now);
    }

    /** What the association was to give up when this was offered to it. */
    private static void revokeSurplus(Exchange6 x, IaBench bench, Lease6 lease) {
        if (!x.known.has(lease.address()) || lease.equals(x.known.row(lease.address()))) {
            bench.revoke(lease);
        }
    }

    private static boolean isKnown(Exchange6 x, Link6 link, IaBench bench) {
        ServedSubnet6.Place hint = bench.hint(x, link);
        return x.known.hasClient()
                && (hint == null || x.known.has(hint.address()))
                && Reserving.of(x, bench.type()).stream()
                        .allMatch(place -> x.known.has(place.prefix().network()));
    }

    /** All that has to be known for all benches, in one round trip. */
    private static Decision ask(Exchange6 x, Link6 link) {
        List<LeaseQuestion> questions = new ArrayList<>();
        if (!x.known.hasClient()) {
            questions.add(ofClient(x, link));
        }
        for (IaBench bench : x.benches) {
            ServedSubnet6.Place hint = bench.hint(x, link);
            if (hint != null && !x.known.has(hint.address())) {
                questions.add(new LeaseQuestion.OfAddress(hint.address()));
                others(x, link, hint);
            }
            for (Reserving.Place place : Reserving.of(x, bench.type())) {
                if (!x.known.has(place.prefix().network())) {
                    questions.add(new LeaseQuestion.OfAddress(place.prefix().network()));
                }
            }
        }
        return x.inquiry.ask(questions.stream().distinct().toList());
    }

    static LeaseQuestion ofClient(Exchange6 x, Link6 link) {
        return new LeaseQuestion.OfDuid(x.query().client(), link.ids());
    }

    private static ServedSubnet6 subnet(Link6 link, int subnetId) {
        return Objects.requireNonNull(link.find(subnetId));
    }

    /**
     * Holds what is reserved for the client: a lease of the association, or the first that no association of the packet has
     * and nobody else's lease is in the way of.
     *
     * @return absent when something is held, or nothing can be; else what has to be done first
     */
    @Nullable
    Decision reserve(Exchange6 x, IaBench bench, List<Reserving.Place> reserved, Holdings6 has, long now) {
        Lease6 best = null;
        for (Lease6 lease : has.reserved(x)) {
            best = best == null || rank(lease, null, now) > rank(best, null, now) ? lease : best;
        }
        if (best != null) {
            choice.claim(bench, best, now);
            return null;
        }
        for (Reserving.Place place : reserved) {
            Lease6 row = x.known.row(place.prefix().network());
            if (x.given.contains(place.prefix()) || !AddressChoice6.isFree(row, bench.holder, now)) {
                continue;
            }
            ServedSubnet6.Place free = place.free();
            Decision instead = check(x, free);
            if (instead != null) {
                return instead;
            }
            if (isClear(x, free)) {
                choice.claim(bench, free, row, now);
                return null;
            }
        }
        return null;
    }

    /** The association has no other lease beside what is reserved for it. */
    private @Nullable Decision grantReserved(Exchange6 x, IaBench bench, Link6 link, Holdings6 has, long now) {
        for (Lease6 lease : has.unreserved(x)) {
            // What another subnet has reserved may be its own already, as a prefix that this one delegates.
            if (bench.offer == null || !lease.address().equals(bench.offer.address())) {
                bench.revoke(lease);
            }
        }
        return grant(x, bench, link, now);
    }

    private boolean holdOwn(Exchange6 x, IaBench bench, Holdings6 has, ServedSubnet6.@Nullable Place hint, long now) {
        Lease6 best = null;
        for (List<Lease6> leases : List.of(has.running(), has.former())) {
            for (Lease6 lease : leases) {
                best = best == null || rank(lease, hint, now) > rank(best, hint, now) ? lease : best;
            }
        }
        if (best == null) {
            return false;
        }
        if (!best.isVacant(now)) {
            choice.claim(bench, best, now);
            return true;
        }
        return choice.hold(x, bench, AddressChoice6.place(best), best, now);
    }

    private static long rank(Lease6 lease, ServedSubnet6.@Nullable Place hint, long now) {
        return (hint != null && hint.address().equals(lease.address()) ? 1L << 62 : 0)
                | (lease.isVacant(now) ? 0 : 1L << 61)
                | lease.lastTransaction() & (1L << 61) - 1;
    }

    /** A prefix of another length than the client would like only where there are none of that length. */
    private static boolean isWorthTrying(Exchange6 x, IaBench bench, Link6 link, ServedSubnet6.Place hint, long now) {
        int wanted = bench.hintedLength();
        boolean fits = wanted == 0
                || wanted == hint.pools().length()
                || link.subnets().stream().noneMatch(served -> served.delegates(wanted));
        Lease6 row = x.known.row(hint.address());
        return fits && (row == null || row.isVacant(now)) && !x.isRefused(hint.address());
    }

    private static @Nullable HostAnswer others(Exchange6 x, Link6 link, ServedSubnet6.Place hint) {
        return Reserving.othersInPool(x, subnet(link, hint.pools().subnetId()), hint.type(), hint.prefix());
    }

    private static @Nullable Decision checkHint(Exchange6 x, Link6 link, ServedSubnet6.Place hint) {
        HostAnswer others = others(x, link, hint);
        return others == null ? x.inquiry.ask() : check(x, hint);
    }

    private static boolean isFree(Exchange6 x, Link6 link, ServedSubnet6.Place hint) {
        HostAnswer others = others(x, link, hint);
        return others != null && !x.hosts.othersHave(others) && isClear(x, hint);
    }

    /**
     * What pools had before they were changed may still run: a longer prefix inside of the one that is wished for, or one
     * around the address. The address of a row that is over has been looked at when it was granted.
     */
    private static @Nullable Decision check(Exchange6 x, ServedSubnet6.Place place) {
        return hasBeen(x, place) ? null : x.checks.check(place);
    }

    private static boolean isClear(Exchange6 x, ServedSubnet6.Place place) {
        return hasBeen(x, place) || x.checks.isClear(place.address());
    }

    private static boolean hasBeen(Exchange6 x, ServedSubnet6.Place place) {
        Lease6 row = x.known.row(place.address());
        return row != null && place.isOf(row);
    }

    /** Writes down what the bench holds, if it holds anything. */
    private @Nullable Decision grant(Exchange6 x, IaBench bench, Link6 link, long now) {
        Offer offer = bench.offer;
        if (offer != null) {
            Ipv6Prefix place =
                    new Ipv6Prefix(Addresses.of(offer.address()), offer.pools().length());
            if (x.engine.limits.isOn()) {
                LeaseChange change = change(x, bench, subnet(link, offer.pools().subnetId()), place, offer, now);
                Decision count = Assigning.isOffering(x) ? x.inquiry.held().ask(change) : null;
                if (count != null) {
                    return count;
                }
                if (isBeyondLimit(x, bench, change)) {
                    choice.abandon(bench.holder, now);
                    bench.offer = null;
                    bench.fail(
                            link.network() == null ? AllocationFailure.SUBNET : AllocationFailure.SHARED_NETWORK,
                            offer.pools().subnetId());
                    bench.refuse("there are as many leases as there may be");
                    return null;
                }
            }
            extend(x, bench, subnet(link, offer.pools().subnetId()), place, (Lease6) offer.expected(), now);
        } else {
            bench.refuse(bench.type() == IaType.NA ? "no address is free" : "no prefix is free");
        }
        return null;
    }

    private static LeaseChange change(
            Exchange6 x, IaBench bench, ServedSubnet6 served, Ipv6Prefix place, Offer offer, long now) {
        Lease6 row = (Lease6) offer.expected();
        return LeaseTerms6.change(x, row, LeaseTerms6.lease(x, served, bench, place, row, now), bench, now);
    }

    /** An offer is within the limits by what is counted; what is to be stored is, until the store refuses it. */
    private static boolean isBeyondLimit(Exchange6 x, IaBench bench, LeaseChange change) {
        if (!Assigning.isOffering(x)) {
            return change instanceof LeaseChange.Grant && x.exceeded.contains(bench.holder);
        }
        List<LeaseChange> others = new ArrayList<>();
        x.benches.forEach(each -> others.addAll(each.changes));
        return x.inquiry.held().isExceededBy(change, others);
    }

    /** The association has, from now on, this place with this row. */
    static void extend(
            Exchange6 x, IaBench bench, ServedSubnet6 served, Ipv6Prefix place, @Nullable Lease6 row, long now) {
        x.served = served;
        if (x.reservedIn == null
                && Reserving.isReserved(x, served.subnet(), bench.type(), place)
                && x.hosts.own(served.subnet()) != null) {
            x.reservedIn = served;
        }
        x.given.add(place);
        Lease6 lease = LeaseTerms6.lease(x, served, bench, place, row, now);
        Lease6 again = LeaseTerms6.reused(x, served, bench, row, lease, now);
        if (again != null) {
            bench.granted.add(again);
            bench.reused.add(again);
            return;
        }
        bench.granted.add(lease);
        bench.changes.add(LeaseTerms6.change(x, row, lease, bench, now));
    }
}
