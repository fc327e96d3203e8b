package io.holdfast.allocate;

import io.holdfast.lease.Vacancy;

/** What a picker says when asked for an address. */
public sealed interface Pick {

    /** @param run to be named when somebody else turns out to have the address, see {@link AddressPickers#contested} */
    record Found(Vacancy vacancy, int run) implements Pick {}

    /** It knows of none at the moment, but the lease store may. */
    record Short(Shortage shortage) implements Pick {}

    /** It has lately searched all pools, and no address is vacant. */
    record Exhausted() implements Pick {}

    /** There is nothing to pick from. */
    record NoPools() implements Pick {}

    Exhausted EXHAUSTED = new Exhausted();
    NoPools NO_POOLS = new NoPools();
}
