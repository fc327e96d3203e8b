package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.config.ServerConfig;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One address picker for each set of pools of a configuration. Safe for many threads. */
public final class AddressPickers {

    /** For each set of pools, by its first group, the pickers of all its groups. */
    private final Map<PoolSet, List<AddressPicker>> byPools = new HashMap<>();

    private final RandomGenerator random;

    /** @param random seeds the random pickers, and where a picker goes that meets another server's leases */
    public AddressPickers(ServerConfig config, RandomGenerator random) {
        this(PickerPlans.of(config), random);
    }

    AddressPickers(List<PickerPlan> plans, RandomGenerator random) {
        this(plans, Map.of(), random);
    }

    private AddressPickers(List<PickerPlan> plans, Map<PoolSet, List<AddressPicker>> former, RandomGenerator random) {
        this.random = random;
        for (PickerPlan plan : plans) {
            PoolSet first = plan.pools().inGroup(0);
            byPools.computeIfAbsent(first, _ -> new ArrayList<>(1))
                    .add(picker(plan, former.getOrDefault(first, List.of())));
        }
    }

    private AddressPicker picker(PickerPlan plan, List<AddressPicker> former) {
        for (AddressPicker picker : former) {
            if (picker.plan().equals(plan)) {
                return picker;
            }
        }
        return plan.picker(new SplittableRandom(random.nextLong()));
    }

    /**
     * The pickers of a configuration that takes the place of the one that these are of, on the same leases. Where pools are
     * as they were, the present picker stays at work with all it knows, also for those who still work with these.
     */
    public AddressPickers following(ServerConfig config) {
        return new AddressPickers(PickerPlans.of(config), byPools, random);
    }

    /** The picker of exactly these pools; absent when there are none. */
    private @Nullable AddressPicker of(PoolSet pools) {
        for (AddressPicker picker : byPools.getOrDefault(pools.inGroup(0), List.of())) {
            if (picker.pools().group() == pools.group()) {
                return picker;
            }
        }
        return null;
    }

    /** Does something with the picker that has the address, whatever group it is of. */
    private void with(PoolSet pools, IpAddress address, Consumer<AddressPicker> action) {
        List<AddressPicker> groups = byPools.getOrDefault(pools.inGroup(0), List.of());
        for (AddressPicker picker : groups) {
            if (groups.size() == 1 || picker.has(address)) {
                action.accept(picker);
            }
        }
    }

    /** An address of the pools that was vacant when last looked at, and is now no longer in stock. */
    public Pick pick(PoolSet pools, long now) {
        AddressPicker picker = of(pools);
        return picker == null ? Pick.NO_POOLS : picker.pick(now);
    }

    /** See {@link AddressPicker#lendAhead}. */
    Pick lendAhead(PoolSet pools, long now) {
        AddressPicker picker = of(pools);
        return picker == null ? Pick.NO_POOLS : picker.lendAhead(now);
    }

    /** The same, to be looked at: to be followed by {@link #takeBack} or {@link #forget}, or that it is held. */
    Pick lend(PoolSet pools, long now) {
        AddressPicker picker = of(pools);
        return picker == null ? Pick.NO_POOLS : picker.lend(now);
    }

    void takeBack(PoolSet pools, Vacancy vacancy) {
        AddressPicker picker = of(pools);
        if (picker != null) {
            picker.takeBack(vacancy);
        }
    }

    void forget(PoolSet pools, IpAddress address) {
        AddressPicker picker = of(pools);
        if (picker != null) {
            picker.forget(address);
        }
    }

    /** Hands over what {@code LeaseStore.vacancies} found for a shortage. */
    public void refill(Shortage shortage, List<Vacancy> found) {
        AddressPicker picker = of(shortage.pools());
        if (picker != null) {
            picker.refill(shortage, found);
        }
    }

    /** Takes an address back that was picked and not used. */
    public void giveBack(PoolSet pools, Vacancy vacancy) {
        with(pools, vacancy.address(), picker -> picker.giveBack(vacancy));
    }

    /** An address picked from these pools is held for a client now. */
    public void held(PoolSet pools) {
        AddressPicker picker = of(pools);
        if (picker != null) {
            picker.held();
        }
    }

    /** The address has been granted, or is kept from everybody. */
    public void strike(PoolSet pools, IpAddress address) {
        with(pools, address, picker -> picker.strike(address));
    }

    /**
     * An address of the pools has become vacant.
     *
     * @param former whether its row is still there, for the client that had it
     */
    public void vacated(PoolSet pools, IpAddress address, boolean former) {
        with(pools, address, picker -> picker.vacated(address, former));
    }

    /**
     * How many addresses these pools have and how many are vacant; none of either while that is not known: it is where
     * there is a free-lease queue, once that has been built.
     */
    public PoolUse use(PoolSet pools) {
        AddressPicker picker = of(pools);
        PoolUse use = picker == null ? null : picker.use();
        return use == null ? PoolUse.NONE : use;
    }

    List<AddressPicker> all() {
        return byPools.values().stream().flatMap(List::stream).toList();
    }

    /**
     * An address picked in this {@code run} was granted by another server in the meantime: two servers work their way
     * through the same pools side by side. This one goes on elsewhere.
     */
    public void contested(PoolSet pools, int run) {
        AddressPicker picker = of(pools);
        if (picker != null) {
            picker.contested(run);
        }
    }
}
