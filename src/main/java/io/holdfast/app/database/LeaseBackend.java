package io.holdfast.app.database;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lease database in use: its store and its watch.
 *
 * @param database absent when leases are in a file or only in memory
 * @param file the lease file; absent when leases are in a database or only in memory
 * @param closing ends the watch, then the store
 */
public record LeaseBackend(
        BackendSettings settings,
        LeaseStore store,
        DatabaseWatch watch,
        @Nullable Database database,
        @Nullable Path file,
        Runnable closing)
        implements AutoCloseable {

    /** Whether leases are behind connections, which a reconfiguration makes anew. */
    boolean isConnected() {
        return database != null;
    }

    @Override
    public void close() {
        closing.run();
    }
}
