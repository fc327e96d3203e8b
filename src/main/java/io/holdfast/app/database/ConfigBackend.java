package io.holdfast.app.database;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.stored.ConfigStore;
import io.holdfast.store.Database;
import org.jspecify.annotations.Nullable;

/**
 * A configuration database in use.
 *
 * @param settings as configured
 * @param database absent where the store needs none
 * @param closing ends the watch, then the store
 */
public record ConfigBackend(
        BackendSettings settings,
        ConfigStore store,
        DatabaseWatch watch,
        @Nullable Database database,
        Runnable closing) implements AutoCloseable {

    @Override
    public void close() {
        closing.run();
    }
}
