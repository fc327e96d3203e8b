package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.store.PoolSettings;
import io.holdfast.telemetry.Meters;
import java.util.function.Function;

/**
 * What the databases of one protocol have in common, whatever they are for.
 *
 * @param watching what a watch with this listener needs
 */
public record DatabaseOpening(
        Protocol protocol,
        RecoverySettings recovery,
        Meters meters,
        PoolMeters pools,
        Background background,
        Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching) {

    /** Opens one without reaching it. */
    WatchedDatabase open(
            BackendIdentity identity, BackendSettings settings, int connections, DatabaseWatch.Listener listener) {
        return new WatchedDatabase(
                identity,
                settings,
                DatabaseUse.dialect(settings),
                new PoolSettings(connections, background.workers(), pools),
                meters,
                recovery,
                watching.apply(listener));
    }
}
