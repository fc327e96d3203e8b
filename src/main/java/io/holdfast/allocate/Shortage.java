package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;

/**
 * A picker has run out of addresses it knows to be vacant and asks for more: the arguments for
 * {@code LeaseStore.vacancies}. Equal shortages of one batch are asked once.
 *
 * @param pools whose picker asks
 */
public record Shortage(PoolSet pools, AddressRange range, IpAddress from, int limit, boolean reuse) {}
