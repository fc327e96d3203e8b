package io.holdfast.app;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.lease.LeaseStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lease database in use: its store and its watch.
 *
 * @param file the lease file; absent when leases are in a database or only in memory
 */
record LeaseBackend(
        BackendSettings settings,
        LeaseStore store,
        DatabaseWatch watch,
        @Nullable Path file) implements AutoCloseable {

    @Override
    public void close() {
        watch.close();
        store.close();
    }
}
