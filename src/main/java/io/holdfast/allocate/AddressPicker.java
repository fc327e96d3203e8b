package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Vacancy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses vacant addresses of one set of pools. It keeps a small stock of addresses that were vacant when the lease store was
 * last asked; when that is empty it asks for the next stretch of the pools ({@link Shortage}): a round for addresses that
 * never had a lease, then a round that also takes those whose lease is over. If none of what that finds can be held (all
 * may be on offer), it rests for a moment, so that a full pool does not cost a search per packet. Safe for many threads.
 */
final class AddressPicker {

    /** Seconds without a search after one that found nothing. */
    private static final long REST = 3;

    private final PoolSet pools;
    private final NavigableMap<IpAddress, AddressRange> ranges = new TreeMap<>();
    private final SearchOrder order;
    private final Predicate<IpAddress> choosable;
    private final LinkedHashMap<IpAddress, Vacancy> stock = new LinkedHashMap<>();
    private @Nullable Shortage asked;
    private boolean reuse;
    private boolean heldInRound;
    private long restUntil = Long.MIN_VALUE;
    private int run = 1;

    /** @param choosable which addresses of the pools may be given to clients that do not ask for them */
    AddressPicker(PoolSet pools, SearchOrder order, Predicate<IpAddress> choosable) {
        this.pools = pools;
        order.pools().forEach(range -> ranges.put(range.first(), range));
        this.order = order;
        this.choosable = choosable;
    }

    /** Whether it is one of those that this picker chooses from. */
    boolean has(IpAddress address) {
        var below = ranges.floorEntry(address);
        return below != null && below.getValue().contains(address);
    }

    PoolSet pools() {
        return pools;
    }

    synchronized Pick pick(long now) {
        var first = stock.pollFirstEntry();
        if (first != null) {
            return new Pick.Found(first.getValue(), run);
        }
        if (now < restUntil) {
            return Pick.EXHAUSTED;
        }
        if (asked == null && !ask(now)) {
            return Pick.EXHAUSTED;
        }
        return asked == null ? Pick.EXHAUSTED : new Pick.Short(asked);
    }

    /** Prepares the next question; false when a whole search was in vain. */
    private boolean ask(long now) {
        AddressRange stretch = order.next();
        if (stretch == null) {
            if (reuse && !heldInRound) {
                restUntil = now + REST;
            }
            reuse = !reuse;
            heldInRound = false;
            order.begin();
            stretch = order.next();
        }
        if (stretch == null || now < restUntil) {
            return false;
        }
        asked = new Shortage(pools, stretch, stretch.first(), order.limit(), reuse);
        return true;
    }

    /** An answer to a question that has been answered already changes nothing: several lanes may have asked it. */
    synchronized void refill(Shortage shortage, List<Vacancy> found) {
        if (!shortage.equals(asked)) {
            return;
        }
        asked = null;
        List<Vacancy> useful = found.stream()
                .filter(vacancy -> choosable.test(vacancy.address()))
                .toList();
        order.searched(found.size() < shortage.limit() ? null : found.getLast().address(), !useful.isEmpty());
        for (Vacancy vacancy : order.arrange(useful)) {
            stock.put(vacancy.address(), vacancy);
        }
    }

    /** An address that was picked could be held: the present search is not in vain. */
    synchronized void held() {
        heldInRound = true;
    }

    /** Takes an address back that was not used after all; it will be the next. */
    synchronized void giveBack(Vacancy vacancy) {
        if (choosable.test(vacancy.address())) {
            stock.putFirst(vacancy.address(), vacancy);
        }
    }

    /** The address is vacant no longer. */
    synchronized void strike(IpAddress address) {
        stock.remove(address);
    }

    /** An address of these pools has become vacant: worth a search even while resting. */
    synchronized void vacated() {
        restUntil = Long.MIN_VALUE;
    }

    /** Somebody else hands out the same addresses: goes elsewhere, unless it has done so since that run. */
    synchronized void contested(int contestedRun) {
        if (contestedRun == run) {
            run++;
            stock.clear();
            asked = null;
            reuse = false;
            heldInRound = false;
            order.jump();
        }
    }
}
