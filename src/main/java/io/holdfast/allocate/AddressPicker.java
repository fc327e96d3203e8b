package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses vacant addresses of one set of pools. It keeps a small stock of addresses that were vacant when the lease store was
 * last asked; when that is empty it asks for more ({@link Shortage}). Of pools that are nearly full it has a note of what is
 * vacant ({@link KnownVacancies}) and asks about some of that. Of others it asks for the next stretch: a round for addresses
 * that never had a lease, then a round that also takes those whose lease is over. If none of what that finds can be held (all
 * may be on offer), it rests for a moment, so that a full pool does not cost a search per packet. Safe for many threads.
 */
final class AddressPicker {

    /** Seconds without a search after one that found nothing. */
    private static final long REST = 3;

    /** How many addresses are looked at for one vacancy before it is worth to make a note of all. */
    private static final int WORTH_KNOWING = 4;

    /** With fewer vacant addresses than this none is lent ahead: as many as there are exchanges in full batches of four lanes. */
    private static final int SPARE = 2_048;

    private final PickerPlan plan;
    private final SearchOrder order;
    private final LinkedHashMap<IpAddress, Vacancy> stock = new LinkedHashMap<>();
    private final KnownVacancies known;
    /** Out of stock, and to come back unless they are given to somebody. */
    private final Set<IpAddress> lent = new HashSet<>(0);

    private @Nullable Shortage asked;
    private boolean reuse;
    private boolean heldInRound;
    private long restUntil = Long.MIN_VALUE;
    private int run = 1;

    AddressPicker(PickerPlan plan, SearchOrder order, KnownVacancies known) {
        this.plan = plan;
        this.order = order;
        this.known = known;
    }

    PickerPlan plan() {
        return plan;
    }

    PoolSet pools() {
        return plan.pools();
    }

    private boolean mayChoose(IpAddress address) {
        return plan.choosable().test(address);
    }

    /** Whether it is one of those that this picker chooses from. */
    boolean has(IpAddress address) {
        return order.pools().stream().anyMatch(range -> range.contains(address));
    }

    synchronized Pick pick(long now) {
        var first = stock.pollFirstEntry();
        if (first != null) {
            return new Pick.Found(first.getValue(), run);
        }
        if (asked == null) {
            asked = next(now);
        }
        return asked == null ? Pick.EXHAUSTED : new Pick.Short(asked);
    }

    /** As {@link #lend}, for one who may not need it at all: the last that are vacant are for those who need one. */
    synchronized Pick lendAhead(long now) {
        PoolUse use = known.use(stock.size());
        return use != null && use.vacant() < SPARE ? Pick.EXHAUSTED : lend(now);
    }

    /** The same, to be looked at: then {@link #takeBack} or {@link #forget} follows, or that it is held. */
    synchronized Pick lend(long now) {
        Pick pick = pick(now);
        if (pick instanceof Pick.Found found) {
            lent.add(found.vacancy().address());
        }
        return pick;
    }

    /** What was lent was not needed; it will be the next. Unless somebody has been given it meanwhile. */
    synchronized void takeBack(Vacancy vacancy) {
        if (lent.remove(vacancy.address())) {
            stock.putFirst(vacancy.address(), vacancy);
        }
    }

    /** What was lent is not to be given to anybody. */
    synchronized void forget(IpAddress address) {
        lent.remove(address);
    }

    /** Prepares the next question; absent when there is no use in asking now. */
    private @Nullable Shortage next(long now) {
        List<IpAddress> believed = known.take();
        if (!believed.isEmpty()) {
            AddressRange somewhere = order.pools().getFirst();
            return new Shortage(pools(), somewhere, somewhere.first(), believed.size(), true, believed);
        }
        return now < restUntil || known.isExhausted() ? null : nextStretch(now);
    }

    private @Nullable Shortage nextStretch(long now) {
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
        return stretch == null || now < restUntil
                ? null
                : new Shortage(pools(), stretch, stretch.first(), order.limit(), reuse);
    }

    /** An answer to a question that has been answered already changes nothing: several lanes may have asked it. */
    synchronized void refill(Shortage shortage, List<Vacancy> found) {
        if (!shortage.equals(asked)) {
            return;
        }
        asked = null;
        if (!shortage.among().isEmpty()) {
            found.forEach(vacancy -> stock.put(vacancy.address(), vacancy));
            return;
        }
        List<Vacancy> useful =
                found.stream().filter(vacancy -> mayChoose(vacancy.address())).toList();
        IpAddress upTo =
                found.size() < shortage.limit() ? null : found.getLast().address();
        order.searched(upTo, !useful.isEmpty());
        if (known.isWide(
                shortage.from(), upTo == null ? shortage.range().last() : upTo, WORTH_KNOWING * found.size())) {
            known.want();
        }
        for (Vacancy vacancy : order.arrange(useful)) {
            known.remove(vacancy.address());
            stock.put(vacancy.address(), vacancy);
        }
    }

    /** An address that was picked could be held: the present search is not in vain. */
    synchronized void held() {
        heldInRound = true;
    }

    /**
     * Takes an address back that was not used after all; it will be the next. Not one that was offered because it was
     * reserved outside of the pools, or before these were configured otherwise.
     */
    synchronized void giveBack(Vacancy vacancy) {
        if (has(vacancy.address()) && mayChoose(vacancy.address())) {
            known.remove(vacancy.address());
            stock.putFirst(vacancy.address(), vacancy);
        }
    }

    /** The address is vacant no longer. */
    synchronized void strike(IpAddress address) {
        stock.remove(address);
        lent.remove(address);
        known.remove(address);
    }

    /**
     * An address of these pools has become vacant: worth a search even while resting.
     *
     * @param former whether its row is still there, for the client that had it
     */
    synchronized void vacated(IpAddress address, boolean former) {
        restUntil = Long.MIN_VALUE;
        if (!isOut(address) && mayChoose(address)) {
            known.add(address, former);
        }
    }

    /** Somebody else hands out the same addresses: goes elsewhere, unless it has done so since that run. */
    synchronized void contested(int contestedRun) {
        if (contestedRun == run) {
            run++;
            keepForLater();
            asked = null;
            reuse = false;
            heldInRound = false;
            order.jump();
            known.jump();
        }
    }

    /** What was to be handed out next goes back to where it came from. */
    private void keepForLater() {
        stock.values().forEach(vacancy -> known.add(vacancy.address(), vacancy.former() != null));
        stock.clear();
        if (asked != null) {
            asked.among().forEach(address -> known.add(address, true));
        }
    }

    /** What to look at to know what is vacant; absent when that is known, or not worth knowing. */
    synchronized @Nullable Shortage survey(long now) {
        Survey.Stretch stretch = known.survey(now);
        return stretch == null
                ? null
                : new Shortage(pools(), stretch.range(), stretch.range().first(), Survey.STRETCH, stretch.reuse());
    }

    /** The answer to {@link #survey}; without effect when somebody else has given it already. */
    synchronized void surveyed(Shortage shortage, List<Vacancy> found, long now) {
        if (!shortage.equals(survey(now))) {
            return;
        }
        List<Vacancy> news = new ArrayList<>(found.size());
        for (Vacancy vacancy : found) {
            IpAddress address = vacancy.address();
            boolean pending = asked != null && asked.among().contains(address);
            if (!pending && !isOut(address) && mayChoose(address)) {
                news.add(vacancy);
            }
        }
        known.surveyed(found.size(), news, now);
    }

    private boolean isOut(IpAddress address) {
        return stock.containsKey(address) || lent.contains(address);
    }

    /** How many addresses there are and how many of them are vacant; absent when that is not known. */
    synchronized @Nullable PoolUse use() {
        return known.use(stock.size() + lent.size());
    }
}
