package io.holdfast.allocate;

import io.holdfast.config.ServerConfig;
import io.holdfast.lease.Vacancy;
import java.util.List;
import java.util.random.RandomGenerator;

/** One address picker per subnet of a configuration. Safe for many threads. */
public final class AddressPickers {

    /** @param random seeds the random pickers, and where a picker goes that meets another server's leases */
    public AddressPickers(ServerConfig config, RandomGenerator random) {}

    /** Hands over what {@code LeaseStore.vacancies} found for a shortage. */
    public void refill(Shortage shortage, List<Vacancy> found) {
        throw new UnsupportedOperationException();
    }
}
