package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.config.AllocatorKind;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What a picker is made for. One that was made for an equal plan knows already what a new one would have to learn, and takes
 * its place, whatever else of the configuration has changed.
 *
 * @param choosable which addresses of the pools may be given to clients that do not ask for them; equal where it says the same
 */
record PickerPlan(PoolSet pools, List<AddressRange> ranges, AllocatorKind kind, Predicate<IpAddress> choosable) {

    PickerPlan {
        ranges = List.copyOf(ranges);
    }

    AddressPicker picker(RandomGenerator random) {
        KnownVacancies known = new KnownVacancies(
                Members.canNumber(ranges) ? new Members(ranges) : null,
                members -> vacants(members, random),
                kind == AllocatorKind.FREE_LEASE_QUEUE,
                random);
        return new AddressPicker(this, order(random), known);
    }

    /** While a queue is being built, or where it would be too long, there is chance. */
    private SearchOrder order(RandomGenerator random) {
        return switch (kind) {
            case ITERATIVE -> new AscendingOrder(ranges, random);
            case RANDOM, FREE_LEASE_QUEUE -> new RandomOrder(ranges, random);
        };
    }

    private Vacants vacants(Members members, RandomGenerator random) {
        return switch (kind) {
            case ITERATIVE -> new VacantSet(members.count(), false, random);
            case RANDOM -> new VacantSet(members.count(), true, random);
            case FREE_LEASE_QUEUE -> new VacantQueue(members.count());
        };
    }
}
