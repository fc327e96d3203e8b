package io.holdfast.store.memory;

import io.holdfast.address.IpAddress;

/** Tells which subnet an address belongs to, for the sanity checks of a lease file. */
@FunctionalInterface
public interface SubnetDirectory {

    /**
     * The id of the subnet whose prefix holds the address: {@code assumed} if that one does, else any that does, 0 if
     * none does.
     */
    int subnetOf(IpAddress address, int assumed);
}
