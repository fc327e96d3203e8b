package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.PoolGroups;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One address picker for each set of pools of a configuration. Safe for many threads. */
public final class AddressPickers {

    /** Longer prefixes are those of links between two ends (RFC 6164), without such an address. */
    private static final int MOST_ROUTED = 126;

    /** For each set of pools, by its first group, the pickers of all its groups. */
    private final Map<PoolSet, List<AddressPicker>> byPools = new HashMap<>();

    private final RandomGenerator random;

    /** @param random seeds the random pickers, and where a picker goes that meets another server's leases */
    public AddressPickers(ServerConfig config, RandomGenerator random) {
        this(random);
        switch (config) {
            case ServerConfig4 four -> four.subnets().forEach(subnet -> add(four, subnet));
            case ServerConfig6 six -> six.subnets().forEach(this::add);
        }
    }

    AddressPickers(RandomGenerator random) {
        this.random = random;
    }

    private void add(ServerConfig4 config, Subnet4 subnet) {
        PoolGroups groups = subnet.poolGroups();
        Predicate<IpAddress> choosable =
                address -> address instanceof Ipv4Address four && config.mayChoose(subnet, four);
        for (int group = 0; group < groups.count(); group++) {
            int its = group;
            List<AddressRange> ranges = subnet.pools().stream()
                    .filter(pool -> groups.of(pool.policy()) == its)
                    .<AddressRange>map(Pool4::range)
                    .toList();
            add(PoolSet.of(subnet.id()).inGroup(group), ranges, subnet.allocator(), choosable);
        }
    }

    /** The lowest address of a subnet is its routers' (RFC 4291 §2.6.1); only a client that asks for it may have it. */
    void add(Subnet6 subnet) {
        PoolGroups groups = subnet.poolGroups();
        Predicate<IpAddress> choosable =
                address -> subnet.prefixLength() > MOST_ROUTED || !address.equals(subnet.network());
        for (int group = 0; group < groups.count(); group++) {
            int its = group;
            List<AddressRange> ranges = subnet.pools().stream()
                    .filter(pool -> groups.of(pool.policy()) == its)
                    .<AddressRange>map(Pool6::range)
                    .toList();
            add(PoolSet.addresses(subnet.id()).inGroup(group), ranges, subnet.allocator(), choosable);
        }
        subnet.pdPools().stream()
                .map(PdPool6::delegatedLength)
                .distinct()
                .forEach(length -> addPrefixes(subnet, length));
    }

    private void addPrefixes(Subnet6 subnet, int length) {
        PoolGroups groups = subnet.pdPoolGroups();
        for (int group = 0; group < groups.count(); group++) {
            int its = group;
            List<AddressRange> ranges = subnet.pdPools().stream()
                    .filter(pool -> pool.delegatedLength() == length && groups.of(pool.policy()) == its)
                    .<AddressRange>map(PdPool6::range)
                    .toList();
            add(PoolSet.prefixes(subnet.id(), length).inGroup(group), ranges, subnet.pdAllocator(), _ -> true);
        }
    }

    private void add(PoolSet pools, List<AddressRange> ranges, AllocatorKind kind, Predicate<IpAddress> choosable) {
        if (ranges.isEmpty()) {
            return;
        }
        RandomGenerator its = new SplittableRandom(random.nextLong());
        KnownVacancies known = new KnownVacancies(
                Members.canNumber(ranges) ? new Members(ranges) : null,
                members -> vacants(kind, members, its),
                kind == AllocatorKind.FREE_LEASE_QUEUE,
                its);
        byPools.computeIfAbsent(pools.inGroup(0), _ -> new ArrayList<>(1))
                .add(new AddressPicker(pools, order(kind, ranges, its), known, choosable));
    }

    /** While a queue is being built, or where it would be too long, there is chance. */
    private static SearchOrder order(AllocatorKind kind, List<AddressRange> pools, RandomGenerator random) {
        return switch (kind) {
            case ITERATIVE -> new AscendingOrder(pools, random);
            case RANDOM, FREE_LEASE_QUEUE -> new RandomOrder(pools, random);
        };
    }

    private static Vacants vacants(AllocatorKind kind, Members members, RandomGenerator random) {
        return switch (kind) {
            case ITERATIVE -> new VacantSet(members.count(), false, random);
            case RANDOM -> new VacantSet(members.count(), true, random);
            case FREE_LEASE_QUEUE -> new VacantQueue(members.count());
        };
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

    /** The same for one who may not need it: to be followed by {@link #takeBack} or {@link #forget}, or that it is held. */
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
