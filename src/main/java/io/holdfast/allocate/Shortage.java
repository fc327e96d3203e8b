package io.holdfast.allocate;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;

/**
 * A picker has run out of addresses it knows to be vacant and asks for more: the arguments for
 * {@code LeaseStore.vacancies}. Equal shortages of one batch are asked once.
 *
 * @param subnetId whose picker asks
 */
public record Shortage(int subnetId, Ipv4Range range, Ipv4Address from, int limit, boolean reuse) {}
