package io.holdfast.app.database;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.host.HostLookup;
import io.holdfast.host.HostMemory;
import io.holdfast.host.LayeredHosts;
import io.holdfast.store.SqlFault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts databases in use, and the change to others. As with leases a new configuration connects anew while the old
 * connections serve; what was last known of a database outlives that, where the next configuration names it, too.
 */
public final class HostBackends {

    public interface Opener {

        HostMemory memory();

        /**
         * Opens a hosts database without reaching it.
         *
         * @param number its place in the configuration, from 1
         */
        HostBackend open(int number, BackendSettings settings, HostMemory memory, DatabaseWatch.Listener listener);
    }

    private final Opener opener;
    private final DatabaseWatch.Listener listener;
    private final Runnable quiet;
    private volatile List<HostBackend> current = List.of();
    private volatile List<DatabaseWatch> failed = List.of();
    /** Those of {@link #current}, also while they had to be closed. */
    private List<BackendSettings> currentSettings = List.of();

    private @Nullable List<HostBackend> prepared;

    /** @param quiet returns when nobody uses the current databases any longer */
    public HostBackends(Opener opener, DatabaseWatch.Listener listener, Runnable quiet) {
        this.opener = opener;
        this.listener = listener;
        this.quiet = quiet;
    }

    /** In the order in which they are searched. */
    public List<HostBackend> current() {
        return current;
    }

    /** Of the current databases; without any, of the last that could not be used. */
    List<DatabaseWatch> watches() {
        List<HostBackend> present = current;
        return present.isEmpty()
                ? failed
                : present.stream().map(HostBackend::watch).toList();
    }

    /** The configuration's reservations, and those of the databases behind it. */
    public static HostLookup lookup(ServerConfig config, List<HostBackend> databases) {
        return databases.isEmpty()
                ? config.hosts().reservations()
                : new LayeredHosts(
                        config.hosts().reservations(),
                        databases.stream().map(HostBackend::hosts).toList());
    }

    /**
     * The databases for a configuration, reached; to be followed by {@link #keep}, {@link #undo} or {@link #abandon}.
     *
     * @throws BackendUnavailable when one cannot be reached and is not to be waited for
     */
    public List<HostBackend> prepare(ServerConfig config) {
        List<HostBackend> opened = besides(config.hosts().databases());
        prepared = opened;
        return opened;
    }

    /** A server that lets no more in may still have room when our present connections are gone. */
    private List<HostBackend> besides(List<BackendSettings> wanted) {
        try {
            return reached(wanted);
        } catch (BackendUnavailable e) {
            boolean isThere = e.getCause() instanceof SQLException cause && !SqlFault.isNobodyThere(cause);
            if (current.isEmpty() || !isThere) {
                throw e;
            }
            quiet.run();
            List<HostBackend> former = current;
            current = List.of();
            former.forEach(HostBackend::close);
            return reached(wanted, former);
        }
    }

    private List<HostBackend> reached(List<BackendSettings> wanted) {
        return reached(wanted, current);
    }

    private List<HostBackend> reached(List<BackendSettings> wanted, List<HostBackend> former) {
        List<HostBackend> opened = new ArrayList<>();
        try {
            for (BackendSettings settings : wanted) {
                HostBackend next = opener.open(opened.size() + 1, settings, memory(settings, former), listener);
                opened.add(next);
                next.watch().start();
            }
            return List.copyOf(opened);
        } catch (RuntimeException e) {
            failed = opened.stream().map(HostBackend::watch).toList();
            opened.forEach(HostBackend::close);
            throw e;
        }
    }

    private HostMemory memory(BackendSettings settings, List<HostBackend> former) {
        return former.stream()
                .filter(backend -> backend.settings().toString().equals(settings.toString()))
                .findFirst()
                .map(backend -> backend.hosts().memory())
                .orElseGet(opener::memory);
    }

    /** The prepared ones are the current ones from now on. */
    public void keep() {
        List<HostBackend> former = current;
        current = prepared == null ? List.of() : prepared;
        currentSettings = current.stream().map(HostBackend::settings).toList();
        prepared = null;
        failed = List.of();
        former.forEach(HostBackend::close);
    }

    /** The current ones stay, or are opened again. Nobody uses the prepared ones any longer. */
    public void undo() {
        drop();
        if (current.isEmpty() && !currentSettings.isEmpty()) {
            current = reached(currentSettings);
        }
    }

    /** Those that were to be prepared cannot be used, and the current ones do not serve any longer either. */
    public void abandon() {
        drop();
        close();
        currentSettings = List.of();
    }

    private void drop() {
        List<HostBackend> unused = prepared;
        prepared = null;
        if (unused != null && !unused.isEmpty()) {
            quiet.run();
            unused.forEach(HostBackend::close);
        }
    }

    public void close() {
        List<HostBackend> present = current;
        current = List.of();
        present.forEach(HostBackend::close);
    }
}
