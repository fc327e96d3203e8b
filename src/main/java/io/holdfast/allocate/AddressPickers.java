package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One address picker for each set of pools of a configuration. Safe for many threads. */
public final class AddressPickers {

    /** Longer prefixes are those of links between two ends (RFC 6164), without such an address. */
    private static final int MOST_ROUTED = 126;

    private final Map<PoolSet, AddressPicker> byPools = new HashMap<>();
    private final RandomGenerator random;

    /** @param random seeds the random pickers, and where a picker goes that meets another server's leases */
    public AddressPickers(ServerConfig config, RandomGenerator random) {
        this.random = random;
        switch (config) {
            case ServerConfig4 four -> four.subnets().forEach(subnet -> addSubnet(four, subnet));
            case ServerConfig6 six -> six.subnets().forEach(this::addSubnet);
        }
    }

    private void addSubnet(ServerConfig4 config, Subnet4 subnet) {
        List<AddressRange> ranges =
                subnet.pools().stream().<AddressRange>map(Pool4::range).toList();
        add(
                PoolSet.of(subnet.id()),
                ranges,
                subnet.allocator(),
                address -> address instanceof Ipv4Address four && config.mayChoose(subnet, four));
    }

    /** The lowest address of a subnet is its routers' (RFC 4291 §2.6.1); only a client that asks for it may have it. */
    private void addSubnet(Subnet6 subnet) {
        List<AddressRange> ranges =
                subnet.pools().stream().<AddressRange>map(Pool6::range).toList();
        add(
                PoolSet.addresses(subnet.id()),
                ranges,
                subnet.allocator(),
                address -> subnet.prefixLength() > MOST_ROUTED || !address.equals(subnet.network()));
        Map<Integer, List<AddressRange>> byLength = new LinkedHashMap<>();
        for (PdPool6 pool : subnet.pdPools()) {
            byLength.computeIfAbsent(pool.delegatedLength(), _ -> new ArrayList<>())
                    .add(pool.range());
        }
        byLength.forEach((length, prefixes) ->
                add(PoolSet.prefixes(subnet.id(), length), prefixes, subnet.pdAllocator(), _ -> true));
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
            case FREE_LEASE_QUEUE -> throw new IllegalStateException("flq is refused by the compiler so far");
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
