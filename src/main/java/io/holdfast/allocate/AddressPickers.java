package io.holdfast.allocate;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.Pool4;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.lease.Vacancy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One address picker per subnet of a configuration. Safe for many threads. */
public final class AddressPickers {

    private final Map<Integer, AddressPicker> bySubnet = new HashMap<>();

    /** @param random seeds the random pickers, and where a picker goes that meets another server's leases */
    public AddressPickers(ServerConfig4 config, RandomGenerator random) {
        for (Subnet4 subnet : config.subnets()) {
            if (!subnet.pools().isEmpty()) {
                SearchOrder order = order(subnet, new SplittableRandom(random.nextLong()));
                bySubnet.put(
                        subnet.id(),
                        new AddressPicker(subnet.id(), order, address -> config.mayChoose(subnet, address)));
            }
        }
    }

    private static SearchOrder order(Subnet4 subnet, RandomGenerator random) {
        List<Ipv4Range> pools = subnet.pools().stream().map(Pool4::range).toList();
        return switch (subnet.allocator()) {
            case AllocatorKind.ITERATIVE -> new AscendingOrder(pools, random);
            case AllocatorKind.RANDOM -> new RandomOrder(pools, random);
        };
    }

    /** An address of the subnet that was vacant when last looked at, and is now no longer in stock. */
    public Pick pick(int subnetId, long now) {
        AddressPicker picker = bySubnet.get(subnetId);
        return picker == null ? Pick.NO_POOLS : picker.pick(now);
    }

    /** Hands over what {@code LeaseStore.vacancies} found for a shortage. */
    public void refill(Shortage shortage, List<Vacancy> found) {
        AddressPicker picker = bySubnet.get(shortage.subnetId());
        if (picker != null) {
            picker.refill(shortage, found);
        }
    }

    /** Takes an address back that was picked and not used. */
    public void giveBack(int subnetId, Vacancy vacancy) {
        AddressPicker picker = bySubnet.get(subnetId);
        if (picker != null) {
            picker.giveBack(vacancy);
        }
    }

    /** An address picked for this subnet is held for a client now. */
    public void held(int subnetId) {
        AddressPicker picker = bySubnet.get(subnetId);
        if (picker != null) {
            picker.held();
        }
    }

    /** The address has been granted, or is kept from everybody. */
    public void strike(int subnetId, Ipv4Address address) {
        AddressPicker picker = bySubnet.get(subnetId);
        if (picker != null) {
            picker.strike(address);
        }
    }

    /** An address of the subnet has become vacant. */
    public void vacated(int subnetId) {
        AddressPicker picker = bySubnet.get(subnetId);
        if (picker != null) {
            picker.vacated();
        }
    }

    /**
     * An address picked in this {@code run} was granted by another server in the meantime: two servers work their way
     * through the same pools side by side. This one goes on elsewhere.
     */
    public void contested(int subnetId, int run) {
        AddressPicker picker = bySubnet.get(subnetId);
        if (picker != null) {
            picker.contested(run);
        }
    }
}
