package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.classify.ClassGuard;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet6;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The subnets on one link, by ascending id: those of a shared network, or one that stands alone. Remembers from which
 * something was picked last, so that exhausted ones are not searched first for each client. Safe for many threads.
 */
final class Link6 {

    private static final int TYPES = IaType.values().length;

    private final @Nullable SharedNetwork network;
    private final List<ServedSubnet6> subnets;
    private final List<Integer> ids;
    private final List<Integer> reserving;
    private final AtomicLong picks = new AtomicLong();
    private final AtomicLongArray lastPicks;

    private Link6(@Nullable SharedNetwork network, List<ServedSubnet6> subnets) {
        this.network = network;
        this.subnets = List.copyOf(subnets);
        ids = subnets.stream().map(ServedSubnet6::id).toList();
        reserving = subnets.stream()
                .filter(served -> served.subnet().policy().hosts().inSubnet())
                .map(ServedSubnet6::id)
                .toList();
        lastPicks = new AtomicLongArray(subnets.size() * TYPES);
    }

    static Link6 of(SharedNetwork network, List<ServedSubnet6> subnets) {
        return new Link6(network, subnets);
    }

    static Link6 alone(ServedSubnet6 subnet) {
        return new Link6(null, List.of(subnet));
    }

    /** Absent when the subnet stands alone. */
    @Nullable
    SharedNetwork network() {
        return network;
    }

    /** In the order of their ids. */
    List<ServedSubnet6> subnets() {
        return subnets;
    }

    List<Integer> ids() {
        return ids;
    }

    /** Those of the subnets whose reservations hold. */
    List<Integer> reserving() {
        return reserving;
    }

    /** Absent when it is not on this link. */
    @Nullable
    ServedSubnet6 find(int subnetId) {
        int place = place(subnetId);
        return place < 0 ? null : subnets.get(place);
    }

    private int place(int subnetId) {
        int low = 0;
        int high = subnets.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(subnets.get(middle).id(), subnetId);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** All of them, once round from this one on. */
    List<ServedSubnet6> from(ServedSubnet6 first) {
        int start = subnets.size() == 1 ? 0 : place(first.id());
        return start == 0 ? subnets : new Round(start);
    }

    private final class Round extends AbstractList<ServedSubnet6> {

        private final int start;

        Round(int start) {
            this.start = start;
        }

        @Override
        public ServedSubnet6 get(int index) {
            return subnets.get((start + index) % subnets.size());
        }

        @Override
        public int size() {
            return subnets.size();
        }
    }

    /** Whether a subnet of the link is for a client in these classes. */
    boolean allows(ServedSubnet6 served, ClientClasses classes) {
        return allows(served.subnet(), classes);
    }

    /** The same. */
    boolean allows(Subnet6 subnet, ClientClasses classes) {
        return (network == null || network.guard().allows(classes))
                && subnet.policy().guard().allows(classes);
    }

    /** Whether it lies in one of the subnets, whomever that is for. */
    boolean isOnLink(Ipv6Address address) {
        return around(address) != null;
    }

    /** The subnet it lies in, whomever that is for; absent when it is not of this link. */
    @Nullable
    ServedSubnet6 around(Ipv6Address address) {
        for (int i = 0; i < subnets.size(); i++) {
            if (subnets.get(i).isOnLink(address)) {
                return subnets.get(i);
            }
        }
        return null;
    }

    /** Where to search first: of the subnets for the same clients as the given one, the one that was picked from last. */
    ServedSubnet6 preferred(ServedSubnet6 selected, IaType type) {
        if (subnets.size() == 1) {
            return selected;
        }
        ClassGuard guard = selected.subnet().policy().guard();
        int best = place(selected.id());
        for (int i = 0; i < subnets.size(); i++) {
            if (lastPick(i, type) > lastPick(best, type)
                    && subnets.get(i).subnet().policy().guard().equals(guard)) {
                best = i;
            }
        }
        return subnets.get(best);
    }

    private long lastPick(int place, IaType type) {
        return lastPicks.get(place * TYPES + type.ordinal());
    }

    /** Something was found in the pools of this subnet. */
    void picked(ServedSubnet6 served, IaType type) {
        if (subnets.size() > 1) {
            lastPicks.set(place(served.id()) * TYPES + type.ordinal(), picks.incrementAndGet());
        }
    }
}
