package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.allocate.Shortage;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Vacancy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether any lease shares an address with the places a client would like, as far as the store has looked. For one thread. */
final class PlaceChecks {

    /** Wishes for places that are looked at one by one; other wishes of the same packet are not heard. */
    private static final int MOST_CHECKS = 8;

    private @Nullable Shortage checking;
    private final Map<Ipv6Address, Boolean> checked = new HashMap<>(0);

    /**
     * Has the store look whether any lease shares an address with the place, around it or inside of it.
     *
     * @return absent when that is known, or has been asked too often
     */
    @Nullable
    Decision check(ServedSubnet6.Place place) {
        if (checked.containsKey(place.address()) || checked.size() >= MOST_CHECKS) {
            return null;
        }
        checking = new Shortage(place.pools(), place.range(), place.address(), 1, true);
        return new Decision.Refill(checking);
    }

    /** Whether that found none. */
    boolean isClear(Ipv6Address address) {
        return checked.getOrDefault(address, false);
    }

    /** Searches for one place only are ours, not a picker's. What they have found of rows becomes known. */
    void found(Shortage shortage, List<Vacancy> vacancies, KnownLeases known) {
        if (shortage.equals(checking)) {
            Ipv6Address address = Addresses.of(shortage.from());
            checked.put(address, !vacancies.isEmpty());
            vacancies.forEach(vacancy -> known.learn(address, vacancy.former()));
            if (vacancies.isEmpty()) {
                known.forget(address); // another server may have given it to this very client since
            }
            checking = null;
        }
    }
}
