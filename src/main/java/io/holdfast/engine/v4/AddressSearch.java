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

    /** How far it has come for one exchange. */
    static final class Progress {

        /** Addresses picked that somebody may have reserved. */
        private @Nullable Candidates candidates;

        /** Whether the pools have been refilled before it was known that the client needs an address. */
        private boolean refilledAhead;

        /** What the search has run out of. */
        private @Nullable Shortage shortage;

        /** How often candidates have been picked. */
        private int searches;
    }

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
                        return x.inquiry.ask();
                    }
                    case SHORT -> {
                        return new Decision.Refill(shortage(x));
                    }
                    case EXHAUSTED -> pools = true;
                    case NO_POOLS -> {}
                }
            }
        }
        x.verdict.failure = pools
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
        if (x.search.shortage == null) {
            throw new IllegalStateException("no shortage was found");
        }
        return x.search.shortage;
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
                x.search.shortage = shortage;
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
        int most = (int) Math.min(MOST_CANDIDATES, 1L << 3 * Math.min(x.search.searches, 10));
        List<Pick.Found> unknown = new ArrayList<>(most == 1 ? 1 : 8);
        Pick pick = desk.setAside(set, now);
        while (pick instanceof Pick.Found found) {
            if (!reserving.knows(x, served, address(found))) {
                unknown.add(found);
            } else if (use(x, served, set, found, now)) {
                putBack(set, unknown);
                return Result.HELD;
            }
            if (unknown.size() == most) {
                break;
            }
            pick = desk.setAside(set, now);
        }
        if (unknown.isEmpty()) {
            return result(x, pick);
        }
        consider(x, set, unknown);
        return Result.ASK;
    }

    /** Holds an address that was set aside and is not another's; puts it away when that fails. */
    private boolean use(Exchange4 x, ServedSubnet served, PoolSet set, Pick.Found found, long now) {
        if (!reserving.isOthers(x, served, address(found)) && holding.hold(x, set, found, now)) {
            desk.used(set);
            return true;
        }
        desk.putAway(set, found.vacancy());
        return false;
    }

    private void consider(Exchange4 x, PoolSet set, List<Pick.Found> found) {
        putBack(x);
        x.search.candidates = new Candidates(set, found);
        x.search.searches++;
    }

    /** Of those that were asked about, the first that can be had; the others that can go back. */
    private boolean useCandidates(Exchange4 x, ServedSubnet served, PoolSet set, long now) {
        Candidates candidates = x.search.candidates;
        if (candidates == null || !candidates.set().equals(set)) {
            return false;
        }
        x.search.candidates = null;
        List<Pick.Found> spare = new ArrayList<>(0);
        boolean held = false;
        for (Pick.Found found : candidates.found()) {
            if (!reserving.knows(x, served, address(found))) {
                spare.add(found);
            } else if (!held) {
                held = use(x, served, set, found, now);
            } else if (reserving.isOthers(x, served, address(found))) {
                desk.putAway(set, found.vacancy());
            } else {
                spare.add(found);
            }
        }
        putBack(set, spare);
        return held;
    }

    /**
     * Sets the address aside that the client will be given if it has none of its own, so that it can be asked who has reserved
     * it while other things are asked.
     *
     * @return what has to be done before; absent when nothing
     */
    @Nullable
    Decision lookAhead(Exchange4 x, ServedLink link, ServedSubnet selected, long now) {
        if (x.search.candidates != null) {
            return null;
        }
        for (ServedSubnet served : link.byPreference(link.allowed(selected, x.classes), selected)) {
            for (ServedSubnet.GuardedPools group : served.groups()) {
                Pick pick = group.guard().allows(x.classes) ? desk.setAsideAhead(group.pools(), now) : Pick.NO_POOLS;
                if (pick instanceof Pick.Found found) {
                    reserving.prepare(x, served, address(found));
                    consider(x, group.pools(), List.of(found));
                    return null;
                }
                if (pick instanceof Pick.Short(var shortage)) {
                    boolean again = x.search.refilledAhead;
                    x.search.refilledAhead = true;
                    return again ? null : new Decision.Refill(shortage);
                }
            }
        }
        return null;
    }

    /** What was set aside for the exchange and not used is for others. */
    void putBack(Exchange4 x) {
        if (x.search.candidates != null) {
            putBack(x.search.candidates.set(), x.search.candidates.found());
            x.search.candidates = null;
        }
    }

    /** What was found first will be the next. */
    private void putBack(PoolSet set, List<Pick.Found> found) {
        for (int i = found.size() - 1; i >= 0; i--) {
            desk.putBack(set, found.get(i).vacancy());
        }
    }

    private static Ipv4Address address(Pick.Found found) {
        return (Ipv4Address) found.vacancy().address();
    }
}
