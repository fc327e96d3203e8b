package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.Pool4;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.lease.Vacancy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One address picker for each set of pools of a configuration. Safe for many threads. */
public final class AddressPickers {

    private final Map<PoolSet, AddressPicker> byPools = new HashMap<>();
    private final RandomGenerator random;

    /** @param random seeds the random pickers, and where a picker goes that meets another server's leases */
    public AddressPickers(ServerConfig4 config, RandomGenerator random) {
        this.random = random;
        for (Subnet4 subnet : config.subnets()) {
            List<AddressRange> ranges =
                    subnet.pools().stream().<AddressRange>map(Pool4::range).toList();
            add(
                    PoolSet.of(subnet.id()),
                    ranges,
                    subnet.allocator(),
                    address -> address instanceof Ipv4Address v4 && config.mayChoose(subnet, v4));
        }
    }

    private void add(PoolSet pools, List<AddressRange> ranges, AllocatorKind kind, Predicate<IpAddress> choosable) {
        if (!ranges.isEmpty()) {
            SearchOrder order = order(kind, ranges, new SplittableRandom(random.nextLong()));
            byPools.put(pools, new AddressPicker(pools, order, choosable));
        }
    }

    private static SearchOrder order(AllocatorKind kind, List<AddressRange> pools, RandomGenerator random) {
        return switch (kind) {
            case ITERATIVE -> new AscendingOrder(pools, random);
            case RANDOM -> new RandomOrder(pools, random);
        };
    }

    /** An address of the pools that was vacant when last looked at, and is now no longer in stock. */
    public Pick pick(PoolSet pools, long now) {
        AddressPicker picker = byPools.get(pools);
        return picker == null ? Pick.NO_POOLS : picker.pick(now);
    }

    /** Hands over what {@code LeaseStore.vacancies} found for a shortage. */
    public void refill(Shortage shortage, List<Vacancy> found) {
        AddressPicker picker = byPools.get(shortage.pools());
        if (picker != null) {
            picker.refill(shortage, found);
        }
    }

    /** Takes an address back that was picked and not used. */
    public void giveBack(PoolSet pools, Vacancy vacancy) {
        AddressPicker picker = byPools.get(pools);
        if (picker != null) {
            picker.giveBack(vacancy);
        }
    }

    /** An address picked from these pools is held for a client now. */
    public void held(PoolSet pools) {
        AddressPicker picker = byPools.get(pools);
        if (picker != null) {
            picker.held();
        }
    }

    /** The address has been granted, or is kept from everybody. */
    public void strike(PoolSet pools, IpAddress address) {
        AddressPicker picker = byPools.get(pools);
        if (picker != null) {
            picker.strike(address);
        }
    }

    /** An address of the pools has become vacant. */
    public void vacated(PoolSet pools) {
        AddressPicker picker = byPools.get(pools);
        if (picker != null) {
            picker.vacated();
        }
    }

    /**
     * An address picked in this {@code run} was granted by another server in the meantime: two servers work their way
     * through the same pools side by side. This one goes on elsewhere.
     */
    public void contested(PoolSet pools, int run) {
        AddressPicker picker = byPools.get(pools);
        if (picker != null) {
            picker.contested(run);
        }
    }
}
