package io.holdfast.pipeline;

import io.holdfast.allocate.AddressPickers;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.lease.LeaseStore;

/** Everything a lane works with that belongs to one configuration; swapped whole, read once per batch. */
public record Serving(
        ServerConfig4 config, Engine4 engine, AddressPickers pickers, LeaseStore leases, DatabaseWatch leaseWatch) {}
