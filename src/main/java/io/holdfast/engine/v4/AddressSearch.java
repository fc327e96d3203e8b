package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.AddressDesk;
import io.holdfast.allocate.Pick;
import io.holdfast.allocate.PoolSet;
import io.holdfast.allocate.Shortage;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a vacant address in all pools a client can have addresses of, subnet by subnet. Where databases have to be asked
 * whether an address is reserved, several are picked and asked about at once, more each time that all were, so that pools
 * full of reserved addresses are searched in a few rounds.
 */
final class AddressSearch {

    private static final int MOST_CANDIDATES = 512;

    private final AddressDesk desk;
    private final Reserving reserving;
    private final Holding holding;

    /** Addresses of pools that were picked, about which it has to be asked whether they are reserved. */
    record Candidates(PoolSet set, List<Pick.Found> found) {}

    /** Holds an address that was picked; false when that fails. */
    @FunctionalInterface
    interface Holding {
        boolean hold(Exchange4 x, PoolSet set, Pick.Found found, long now);
    }

    AddressSearch(AddressDesk desk, Reserving reserving, Holding holding) {
        this.desk = desk;
        this.reserving = reserving;
        this.holding = holding;
    }

    /** Absent when an address is held now, else what has to be done instead. */
    @Nullable
    Decision search(Exchange4 x, ServedLink link, ServedSubnet from, long now) {
        boolean pools = false;
        boolean excluded = false;
        for (ServedSubnet served : link.byPreference(x.allowed, from)) {
            x.serve(served);
            for (ServedSubnet.GuardedPools group : served.groups()) {
                if (!group.guard().allows(x.classes)) {
                    excluded = true;
                    continue;
                }
                switch (pick(x, served, group.pools(), now)) {
                    case HELD -> {
                        link.picked(served);
                        return null;
                    }
                    case ASK -> {
                        return x.ask();
                    }
                    case SHORT -> {
                        return new Decision.Refill(shortage(x));
                    }
                    case EXHAUSTED -> pools = true;
                    case NO_POOLS -> {}
                }
            }
        }
        x.failure = pools
                ? link.isNetwork() ? AllocationFailure.SHARED_NETWORK : AllocationFailure.SUBNET
                : excluded ? AllocationFailure.CLASSES : AllocationFailure.NO_POOLS;
        return Engine4.NO_ADDRESS;
    }

    private enum Result {
        HELD,
        ASK,
        SHORT,
        EXHAUSTED,
        NO_POOLS
    }

    private static Shortage shortage(Exchange4 x) {
        if (x.shortage == null) {
            throw new IllegalStateException("no shortage was found");
        }
        return x.shortage;
    }

    private Result pick(Exchange4 x, ServedSubnet served, PoolSet set, long now) {
        if (reserving.asks()) {
            return pickAsking(x, served, set, now);
        }
        return result(
                x,
                desk.pick(
                        set,
                        found -> !reserving.isOthers(
                                        x, served, (Ipv4Address) found.vacancy().address())
                                && holding.hold(x, set, found, now),
                        now));
    }

    private static Result result(Exchange4 x, Pick pick) {
        return switch (pick) {
            case Pick.Found _ -> Result.HELD;
            case Pick.Short(var shortage) -> {
                x.shortage = shortage;
                yield Result.SHORT;
            }
            case Pick.Exhausted _ -> Result.EXHAUSTED;
            case Pick.NoPools _ -> Result.NO_POOLS;
        };
    }

    private Result pickAsking(Exchange4 x, ServedSubnet served, PoolSet set, long now) {
        if (useCandidates(x, served, set, now)) {
            return Result.HELD;
        }
        int most = (int) Math.min(MOST_CANDIDATES, 1L << 3 * Math.min(x.searches, 10));
        List<Pick.Found> unknown = new ArrayList<>(0);
        Pick pick = desk.pick(
                set,
                found -> {
                    Ipv4Address address = (Ipv4Address) found.vacancy().address();
                    if (reserving.knows(x, served, address)) {
                        return !reserving.isOthers(x, served, address) && holding.hold(x, set, found, now);
                    }
                    unknown.add(found);
                    return unknown.size() >= most;
                },
                now);
        if (pick instanceof Pick.Found found && (unknown.isEmpty() || unknown.getLast() != found)) {
            unknown.forEach(each -> desk.putBack(set, each.vacancy()));
            return Result.HELD;
        }
        if (!unknown.isEmpty()) {
            x.candidates = new Candidates(set, unknown);
            x.searches++;
            return Result.ASK;
        }
        return result(x, pick);
    }

    /** Of those that were asked about, the first that can be had; the others that can go back. */
    private boolean useCandidates(Exchange4 x, ServedSubnet served, PoolSet set, long now) {
        Candidates candidates = x.candidates;
        if (candidates == null || !candidates.set().equals(set)) {
            return false;
        }
        x.candidates = null;
        boolean held = false;
        for (Pick.Found found : candidates.found()) {
            Ipv4Address address = (Ipv4Address) found.vacancy().address();
            if (!reserving.isOthers(x, served, address)) {
                if (held) {
                    desk.putBack(set, found.vacancy());
                } else {
                    held = holding.hold(x, set, found, now);
                }
            }
        }
        return held;
    }
}
