package io.holdfast.app.database;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.store.SqlFault;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lease database in use, and the change to another: a new configuration connects anew, also when it names the same
 * database, while the old connections serve; whoever is not kept is closed. Only a lease file stays as it is when
 * nothing about it changes, and two with one file cannot be open at once: there the old one is closed first, and opened
 * again when the new one cannot be used.
 */
public final class LeaseBackends {

    /** Opens a lease database without reaching it. */
    @FunctionalInterface
    public interface Opener {
        LeaseBackend open(ServerConfig config, DatabaseWatch.Listener listener);
    }

    private final Function<ServerConfig, LeaseBackend> opener;
    private final Runnable quiet;
    private volatile @Nullable LeaseBackend current;
    private volatile @Nullable DatabaseWatch watch;
    private @Nullable ServerConfig currentConfig;
    private @Nullable LeaseBackend prepared;
    private @Nullable ServerConfig preparedConfig;

    /** @param quiet returns when nobody uses the current database any longer */
    public LeaseBackends(Function<ServerConfig, LeaseBackend> opener, Runnable quiet) {
        this.opener = opener;
        this.quiet = quiet;
    }

    @Nullable
    public LeaseBackend current() {
        return current;
    }

    /** Of the current database; without one, of the last that could not be used; absent before the first. */
    @Nullable
    DatabaseWatch watch() {
        LeaseBackend present = current;
        return present == null ? watch : present.watch();
    }

    /**
     * The database for a configuration, reached; to be followed by {@link #keep}, {@link #undo} or {@link #abandon}.
     *
     * @throws io.holdfast.availability.BackendUnavailable when it cannot be reached and is not to be waited for
     */
    public LeaseBackend prepare(ServerConfig config) {
        LeaseBackend present = current;
        preparedConfig = config;
        if (present != null && !present.isConnected() && present.settings().equals(config.leaseDatabase())) {
            prepared = present;
            return present;
        }
        if (present != null && sharesFile(present.settings(), config.leaseDatabase())) {
            quiet.run();
            current = null;
            present.close();
        }
        LeaseBackend opened = current == null ? reached(opener.apply(config)) : besides(config);
        prepared = opened;
        return opened;
    }

    /** A server that lets no more in may still have room when our present connections are gone. */
    private LeaseBackend besides(ServerConfig config) {
        try {
            return reached(opener.apply(config));
        } catch (BackendUnavailable e) {
            LeaseBackend present = current;
            boolean isThere = e.getCause() instanceof SQLException cause && !SqlFault.isNobodyThere(cause);
            if (present == null || !present.isConnected() || !isThere) {
                throw e;
            }
            quiet.run();
            close();
            return reached(opener.apply(config));
        }
    }

    private LeaseBackend reached(LeaseBackend opened) {
        try {
            opened.watch().start();
            return opened;
        } catch (RuntimeException e) {
            watch = opened.watch();
            opened.close();
            throw e;
        }
    }

    /** The prepared one is the current one from now on. */
    public void keep() {
        LeaseBackend former = current;
        current = Objects.requireNonNull(prepared, "nothing was prepared");
        currentConfig = preparedConfig;
        if (former != null && former != current) {
            former.close();
        }
        prepared = null;
    }

    /** The current one stays, or is opened again. Nobody uses the prepared one any longer. */
    public void undo() {
        LeaseBackend unused = prepared;
        prepared = null;
        if (unused != null && unused != current) {
            quiet.run();
            unused.close();
        }
        if (current == null && currentConfig != null) {
            current = reached(opener.apply(currentConfig));
        }
    }

    /** The one that was to be prepared cannot be used, and the current one does not serve any longer either. */
    public void abandon() {
        quiet.run();
        LeaseBackend unused = prepared;
        prepared = null;
        if (unused != null && unused != current) {
            unused.close();
        }
        close();
        currentConfig = null;
    }

    public void close() {
        LeaseBackend present = current;
        if (present != null) {
            current = null;
            present.close();
        }
    }

    private static boolean sharesFile(BackendSettings one, BackendSettings other) {
        return one.type() == BackendSettings.Type.MEMFILE
                && other.type() == BackendSettings.Type.MEMFILE
                && one.persist()
                && other.persist()
                && Objects.equals(one.name(), other.name());
    }
}
