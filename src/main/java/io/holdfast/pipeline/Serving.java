package io.holdfast.pipeline;

import io.holdfast.allocate.AddressPickers;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.ServerConfig;
import io.holdfast.engine.Engine;
import io.holdfast.host.HostLookup;
import io.holdfast.lease.LeaseStore;

/** Everything a lane works with that belongs to one configuration; swapped whole, read once per batch. */
public record Serving(
        ServerConfig config,
        Engine engine,
        AddressPickers pickers,
        LeaseStore leases,
        DatabaseWatch leaseWatch,
        HostLookup hosts) {}
