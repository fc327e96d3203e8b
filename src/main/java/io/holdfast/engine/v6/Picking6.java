package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.allocate.AddressDesk;
import io.holdfast.allocate.Offer;
import io.holdfast.allocate.Pick;
import io.holdfast.allocate.PoolSet;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Decision;
import io.holdfast.host.HostAnswer;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks something vacant that nobody has reserved: once round the link, from the subnet on where something was found last.
 * Of prefixes, as Kea: of the length the client would like, else shorter ones, the nearest first, else longer ones.
 */
final class Picking6 {

    /** Looked up in one round trip, at most: pools can be full of what is reserved for others. */
    private static final int MOST_SPARES = 256;

    private static final List<ServedSubnet6.GuardedPools> NONE = List.of();

    private final AddressDesk desk;

    Picking6(AddressDesk desk) {
        this.desk = desk;
    }

    /** @return absent when something is held, or nothing can be: then the bench says why; else what has to be done first */
    @Nullable
    Decision pick(Exchange6 x, IaBench bench, Link6 link, long now) {
        ServedSubnet6 selected = x.subnet();
        List<ServedSubnet6> round = link.from(link.preferred(selected, bench.type()));
        int wanted = bench.hintedLength();
        bench.fail(AllocationFailure.NO_POOLS, selected.id());
        for (Fit fit : wanted == 0 ? Fit.ANY : Fit.BY_LENGTH) {
            for (ServedSubnet6 served : round) {
                Decision instead = pick(x, bench, served, fit.of(served.pools(bench.type()), wanted), now);
                if (instead != null) {
                    return instead;
                }
                if (bench.offer != null) {
                    link.picked(served, bench.type());
                    bench.failure = null;
                    return null;
                }
            }
        }
        return null;
    }

    /** How the length of a prefix goes with the one that the client would like. */
    private enum Fit {
        EQUAL,
        SHORTER,
        LONGER;

        static final List<Fit> ANY = List.of(EQUAL);
        static final List<Fit> BY_LENGTH = List.of(values());

        List<ServedSubnet6.GuardedPools> of(List<ServedSubnet6.GuardedPools> pools, int wanted) {
            return wanted == 0
                    ? pools
                    : pools.stream()
                            .filter(each -> fits(each.pools().length(), wanted))
                            .sorted(Comparator.comparing(
                                    each -> Math.abs(each.pools().length() - wanted)))
                            .toList();
        }

        private boolean fits(int length, int wanted) {
            return switch (this) {
                case EQUAL -> length == wanted;
                case SHORTER -> length < wanted;
                case LONGER -> length > wanted;
            };
        }
    }

    private @Nullable Decision pick(
            Exchange6 x, IaBench bench, ServedSubnet6 served, List<ServedSubnet6.GuardedPools> candidates, long now) {
        Link6 link = x.link();
        for (ServedSubnet6.GuardedPools pools : candidates) {
            if (!link.allows(served, x.classes) || !pools.guard().allows(x.classes)) {
                bench.failure = bench.failure == AllocationFailure.NO_POOLS ? AllocationFailure.CLASSES : bench.failure;
                continue;
            }
            Decision instead = pick(x, bench, served, pools.pools(), now);
            if (instead != null || bench.offer != null) {
                return instead;
            }
            bench.failure = link.network() == null ? AllocationFailure.SUBNET : AllocationFailure.SHARED_NETWORK;
        }
        return null;
    }

    private @Nullable Decision pick(Exchange6 x, IaBench bench, ServedSubnet6 served, PoolSet pools, long now) {
        if (holdSpare(x, bench, served, pools, now)) {
            return null;
        }
        int before = x.spares.size();
        Pick pick = desk.setAside(pools, now);
        while (pick instanceof Pick.Found found) {
            Exchange6.Spare spare = new Exchange6.Spare(pools, found);
            HostAnswer others = others(x, served, spare);
            if (others == null) {
                x.spares.add(spare);
            } else if (use(x, bench, spare, others, now)) {
                return null;
            }
            if (x.spares.size() - before >= x.sparesWanted) {
                break;
            }
            pick = desk.setAside(pools, now);
        }
        if (x.spares.size() > before) {
            x.sparesWanted = Math.min(x.sparesWanted * 4, MOST_SPARES);
            return x.inquiry.ask();
        }
        return pick instanceof Pick.Short(var shortage) ? new Decision.Refill(shortage) : null;
    }

    /** Holds what was set aside and is not another's; puts it away when that fails. */
    private boolean use(Exchange6 x, IaBench bench, Exchange6.Spare spare, HostAnswer others, long now) {
        if (!x.hosts.othersHave(others) && open(x, bench, spare, now)) {
            desk.used(spare.pools());
            return true;
        }
        desk.putAway(spare.pools(), spare.found().vacancy());
        return false;
    }

    /**
     * Sets aside what the association will be given if it has nothing of its own, so that it can be asked who has reserved it
     * while other things are asked.
     *
     * @return what has to be done before; absent when nothing
     */
    @Nullable
    Decision lookAhead(Exchange6 x, IaBench bench, Link6 link, long now) {
        int wanted = bench.hintedLength();
        for (ServedSubnet6 served : link.from(link.preferred(x.subnet(), bench.type()))) {
            boolean allowed = link.allows(served, x.classes);
            for (ServedSubnet6.GuardedPools each : allowed ? served.pools(bench.type()) : NONE) {
                if (!each.guard().allows(x.classes)
                        || wanted != 0 && wanted != each.pools().length()) {
                    continue;
                }
                Pick pick = desk.setAsideAhead(each.pools(), now);
                if (pick instanceof Pick.Found found) {
                    Exchange6.Spare spare = new Exchange6.Spare(each.pools(), found);
                    x.spares.add(spare);
                    others(x, served, spare);
                    return null;
                }
                if (pick instanceof Pick.Short(var shortage)) {
                    return x.refilledAhead.add(each.pools()) ? new Decision.Refill(shortage) : null;
                }
            }
        }
        return null;
    }

    /** What has been found before and been asked about since. What is another's is forgotten: it is not to be picked. */
    private boolean holdSpare(Exchange6 x, IaBench bench, ServedSubnet6 served, PoolSet pools, long now) {
        for (Iterator<Exchange6.Spare> all = x.spares.iterator(); all.hasNext(); ) {
            Exchange6.Spare spare = all.next();
            HostAnswer others = spare.pools().equals(pools) ? others(x, served, spare) : null;
            if (others != null) {
                all.remove();
                if (use(x, bench, spare, others, now)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable HostAnswer others(Exchange6 x, ServedSubnet6 served, Exchange6.Spare spare) {
        ServedSubnet6.Place place = new ServedSubnet6.Place(spare.pools(), address(spare));
        return Reserving.othersInPool(x, served, place.type(), place.prefix());
    }

    private static Ipv6Address address(Exchange6.Spare spare) {
        return Addresses.of(spare.found().vacancy().address());
    }

    private boolean open(Exchange6 x, IaBench bench, Exchange6.Spare spare, long now) {
        Ipv6Address address = address(spare);
        // What is in stock may have been given by another server since: it is in our own reading of the client's rows.
        boolean had = x.known.has(address) && !AddressChoice6.isFree(x.known.row(address), bench.holder, now);
        if (had || x.isRefused(address)) {
            return false;
        }
        Offer offer = new Offer(
                bench.holder,
                spare.pools(),
                address,
                spare.found().vacancy().former(),
                bench.revoked(),
                spare.found().run(),
                0);
        if (!desk.hold(offer, now)) {
            return false;
        }
        bench.offer = offer;
        return true;
    }
}
