package io.holdfast.app.database;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The configuration databases in use, and the change to others. Those that are named again go on in use. */
public final class ConfigBackends {

    /** Is told of what happens to a database. */
    public interface Listener extends DatabaseWatch.Listener {

        /** A database says that it was changed, or may have been without saying so. Called where it may block. */
        void announced();
    }

    public interface Opener {

        /**
         * Opens a configuration database without reaching it.
         *
         * @param number its place in the configuration, from 1
         * @param waiting whether it is waited for when it is away at first, whatever the settings say
         */
        ConfigBackend open(int number, BackendSettings settings, boolean waiting, Listener listener);
    }

    private final Opener opener;
    private final Listener listener;
    private volatile List<ConfigBackend> current = List.of();
    private volatile @Nullable List<ConfigBackend> prepared;

    public ConfigBackends(Opener opener, Listener listener) {
        this.opener = opener;
        this.listener = listener;
    }

    /** In the order of the configuration. */
    public List<ConfigBackend> current() {
        return current;
    }

    /** Those that are about to be the current ones; else the current ones. */
    public List<ConfigBackend> latest() {
        List<ConfigBackend> coming = prepared;
        return coming == null ? current : coming;
    }

    /**
     * The databases for a configuration, reached; to be followed by {@link #keep} or {@link #undo}.
     *
     * @param known those that can be done without for a while, because it is known what they had
     * @throws BackendUnavailable when one cannot be reached and is not to be waited for
     */
    public List<ConfigBackend> prepare(List<BackendSettings> wanted, Predicate<BackendSettings> known) {
        boolean same =
                wanted.equals(current.stream().map(ConfigBackend::settings).toList());
        List<ConfigBackend> next =
                same && current.stream().noneMatch(ConfigBackends::isGivenUp) ? current : reached(wanted, known);
        prepared = next;
        return next;
    }

    private static boolean isGivenUp(ConfigBackend backend) {
        return backend.watch().state() instanceof Connectivity.Abandoned;
    }

    private List<ConfigBackend> reached(List<BackendSettings> wanted, Predicate<BackendSettings> known) {
        List<ConfigBackend> opened = new ArrayList<>();
        try {
            for (BackendSettings settings : wanted) {
                boolean waiting = serves(settings) && known.test(settings);
                ConfigBackend next = opener.open(opened.size() + 1, settings, waiting, listener);
                opened.add(next);
                next.watch().start();
            }
            return List.copyOf(opened);
        } catch (RuntimeException e) {
            opened.forEach(ConfigBackend::close);
            throw e;
        }
    }

    /** Whether the server is to live on without the database, for a while at least. */
    private static boolean serves(BackendSettings settings) {
        return switch (settings.onFail()) {
            case STOP_RETRY_EXIT -> false;
            case SERVE_RETRY_EXIT -> settings.maxReconnectTries() > 0 && settings.reconnectWaitMillis() > 0;
            case SERVE_RETRY_CONTINUE -> true;
        };
    }

    /** The prepared ones are the current ones from now on. */
    public void keep() {
        List<ConfigBackend> next = prepared;
        prepared = null;
        if (next != null && next != current) {
            List<ConfigBackend> former = current;
            current = next;
            former.forEach(ConfigBackend::close);
        }
    }

    /** The current ones stay. */
    public void undo() {
        List<ConfigBackend> unused = prepared;
        prepared = null;
        if (unused != null && unused != current) {
            unused.forEach(ConfigBackend::close);
        }
    }

    public void close() {
        undo();
        List<ConfigBackend> present = current;
        current = List.of();
        present.forEach(ConfigBackend::close);
    }
}
