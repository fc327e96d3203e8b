package io.holdfast.app.database;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.host.DatabaseHosts;
import io.holdfast.host.HostSource;
import io.holdfast.store.Database;

/**
 * A hosts database in use.
 *
 * @param hosts what lanes ask
 * @param source what commands use
 * @param closing ends the watch, then the store
 */
public record HostBackend(
        BackendSettings settings,
        DatabaseHosts hosts,
        HostSource source,
        DatabaseWatch watch,
        Database database,
        Runnable closing)
        implements AutoCloseable {

    @Override
    public void close() {
        closing.run();
    }
}
