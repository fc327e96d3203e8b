package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an association gets: what it has been offered already, else its own lease, running or former, else what the client
 * asks for, else something vacant.
 */
final class Binding {

    private final AddressChoice6 choice;

    Binding(AddressChoice6 choice) {
        this.choice = choice;
    }

    /** Settles one bench; absent when it has been, for good or ill, else what has to be done first. */
    @Nullable
    Decision settle(Exchange6 x, IaBench bench, ServedSubnet6 served, long now) {
        ServedSubnet6.Place hint = bench.hint(served);
        Offer standing = choice.standing(x, bench, served, now);
        if (standing != null && (hint == null || hint.address().equals(standing.address()))) {
            return take(x, bench, served, standing, now);
        }
        if (!x.known.hasClient() || hint != null && !x.known.has(hint.address())) {
            return ask(x, served);
        }
        if (holdOwn(x, bench, served, hint, now)) {
            return grant(x, bench, served, now);
        }
        if (x.known.isCrowded()) {
            bench.failure = AllocationFailure.SUBNET;
            bench.refuse("the client has too many leases");
            return null;
        }
        if (hint != null && isWorthTrying(x, bench, served, hint, now)) {
            Decision check = check(x, hint);
            if (check != null) {
                return check;
            }
            if (isFree(x, hint) && choice.hold(x, bench, hint, x.known.row(hint.address()), now)) {
                return grant(x, bench, served, now);
            }
        }
        if (standing != null) {
            return take(x, bench, served, standing, now);
        }
        Decision instead = choice.pick(x, bench, served, now);
        return instead != null ? instead : grant(x, bench, served, now);
    }

    private @Nullable Decision take(Exchange6 x, IaBench bench, ServedSubnet6 served, Offer standing, long now) {
        choice.prolong(bench, standing, now);
        return grant(x, bench, served, now);
    }

    /** All that has to be known for all benches, in one round trip. */
    private static Decision ask(Exchange6 x, ServedSubnet6 served) {
        List<LeaseQuestion> questions = new ArrayList<>();
        if (!x.known.hasClient()) {
            questions.add(ofClient(x, served));
        }
        for (IaBench bench : x.benches) {
            ServedSubnet6.Place hint = bench.hint(served);
            if (hint != null && !x.known.has(hint.address())) {
                questions.add(new LeaseQuestion.OfAddress(hint.address()));
            }
        }
        return x.ask(questions.stream().distinct().toList());
    }

    static LeaseQuestion ofClient(Exchange6 x, ServedSubnet6 served) {
        return new LeaseQuestion.OfDuid(x.query().client(), List.of(served.id()));
    }

    private boolean holdOwn(
            Exchange6 x, IaBench bench, ServedSubnet6 served, ServedSubnet6.@Nullable Place hint, long now) {
        Lease6 best = null;
        for (Lease6 lease : x.known.of(bench.holder, served.id())) {
            if (isUsable(lease, served, now) && (best == null || rank(lease, hint, now) > rank(best, hint, now))) {
                best = lease;
            }
        }
        if (best == null) {
            return false;
        }
        if (!best.isVacant(now)) {
            choice.claim(bench, served, best, now);
            return true;
        }
        ServedSubnet6.Place place =
                new ServedSubnet6.Place(served.pools(best.type(), best.prefixLength()), best.address());
        return choice.hold(x, bench, place, best, now);
    }

    /** A running lease goes on as long as it fits the link; a former one comes back if it could be picked. */
    static boolean isUsable(Lease6 own, ServedSubnet6 served, long now) {
        if (own.isVacant(now)) {
            return served.inPool(own.type(), own.address(), own.prefixLength());
        }
        return own.type() == IaType.PD || served.isOnLink(own.address());
    }

    private static long rank(Lease6 lease, ServedSubnet6.@Nullable Place hint, long now) {
        return (hint != null && hint.address().equals(lease.address()) ? 1L << 62 : 0)
                | (lease.isVacant(now) ? 0 : 1L << 61)
                | lease.lastTransaction() & (1L << 61) - 1;
    }

    /** A prefix of another length than the client would like only where there are none of that length. */
    private static boolean isWorthTrying(
            Exchange6 x, IaBench bench, ServedSubnet6 served, ServedSubnet6.Place hint, long now) {
        int wanted = bench.hintedLength();
        boolean fits = wanted == 0
                || wanted == hint.pools().length()
                || !served.delegated().contains(wanted);
        Lease6 row = x.known.row(hint.address());
        return fits && (row == null || row.isVacant(now)) && !x.isRefused(hint.address());
    }

    /**
     * What pools had before they were changed may still run: a longer prefix inside of the one that is wished for, or one
     * around the address. The address of a row that is over has been looked at when it was granted.
     */
    private static @Nullable Decision check(Exchange6 x, ServedSubnet6.Place hint) {
        return hasBeen(x, hint) ? null : x.check(hint);
    }

    private static boolean isFree(Exchange6 x, ServedSubnet6.Place hint) {
        return hasBeen(x, hint) || x.isClear(hint.address());
    }

    private static boolean hasBeen(Exchange6 x, ServedSubnet6.Place hint) {
        Lease6 row = x.known.row(hint.address());
        return row != null && hint.isOf(row);
    }

    /** Writes down what the bench holds, if it holds anything. */
    private static @Nullable Decision grant(Exchange6 x, IaBench bench, ServedSubnet6 served, long now) {
        Offer offer = bench.offer;
        if (offer != null) {
            Ipv6Prefix place =
                    new Ipv6Prefix(Addresses.of(offer.address()), offer.pools().length());
            extend(x, bench, served, place, (Lease6) offer.expected(), now);
            withdrawMisplaced(x, bench, served, now);
        } else {
            bench.refuse(bench.type() == IaType.NA ? "no address is free" : "no prefix is free");
        }
        return null;
    }

    /** The association has, from now on, this place with this row. */
    static void extend(
            Exchange6 x, IaBench bench, ServedSubnet6 served, Ipv6Prefix place, @Nullable Lease6 row, long now) {
        Lease6 lease = LeaseTerms6.lease(x, served, bench, place, row, now);
        bench.granted.add(lease);
        bench.changes.add(LeaseTerms6.change(row, lease, bench, now));
    }

    /** Running leases that do not fit the link any more end, now that the association has another (RFC 8415 §18.3.4). */
    static void withdrawMisplaced(Exchange6 x, IaBench bench, ServedSubnet6 served, long now) {
        for (Lease6 lease : x.known.of(bench.holder, served.id())) {
            if (lease.state() == LeaseState.DEFAULT && !lease.isVacant(now) && !isUsable(lease, served, now)) {
                bench.changes.add(new LeaseChange.Release(lease, null));
            }
        }
    }
}
