package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.ConfigBackend;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.control.ConfigChanges;
import io.holdfast.control.RefusedException;
import io.holdfast.control.remote.ConfigTarget;
import io.holdfast.control.remote.ConfigTargets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration databases of one protocol for commands. A change is tried on the servers' configurations inside its
 * transaction, is durable next, and then in effect here.
 */
final class StoredConfig implements ConfigTargets {

    private final RunningConfig configuration;
    private final ConfigChanges changes;

    StoredConfig(RunningConfig configuration, ConfigChanges changes) {
        this.configuration = configuration;
        this.changes = changes;
    }

    @Override
    public Protocol protocol() {
        return configuration.protocol();
    }

    @Override
    public List<ConfigTarget> targets() {
        return configuration.feed().databases().stream()
                .map(backend -> (ConfigTarget) new Target(backend))
                .toList();
    }

    @Override
    public ServerConfig current() {
        return configuration.current();
    }

    /** A configuration has errors with a change. */
    private static final class Objection extends RuntimeException {

        private static final long serialVersionUID = 1L;

        final transient ConfigException errors;

        Objection(ConfigException errors) {
            super(errors);
            this.errors = errors;
        }
    }

    /** What a transaction came to before it ended. */
    private record Trial<T>(
            T result,
            long revision,
            Optional<ServerConfig> next,
            @Nullable ConfigException errors) {}

    private final class Target implements ConfigTarget {

        private final ConfigBackend backend;

        Target(ConfigBackend backend) {
            this.backend = backend;
        }

        @Override
        public BackendSettings settings() {
            return backend.settings();
        }

        @Override
        public <T> T read(Function<ConfigReading, T> work) {
            needUsable();
            return backend.store().read(work);
        }

        @Override
        public <T> Written<T> write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work) {
            if (backend.settings().readonly()) {
                throw new RefusedException(
                        backend.watch().identity() + " is configured as readonly: it cannot be changed from here");
            }
            needUsable(); // before others are waited for
            return changes.inTurn(() -> {
                needUsable();
                try {
                    return finish(trial(note, expected, work, Set.of()));
                } catch (Objection e) {
                    Set<String> before = errors(note);
                    if (before.isEmpty()) {
                        throw new RefusedException(String.valueOf(e.errors.getMessage()));
                    }
                    return mend(note, expected, work, before);
                }
            });
        }

        /** Where there are errors, they need not all go at once; but none may come. */
        private <T> Written<T> mend(
                AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work, Set<String> before) {
            try {
                return finish(trial(note, expected, work, before));
            } catch (Objection e) {
                throw new RefusedException(String.valueOf(e.errors.getMessage()));
            }
        }

        private <T> Trial<T> trial(
                AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work, Set<String> tolerated) {
            try {
                return backend.store().write(note, expected, state -> {
                    T result = work.apply(state);
                    try {
                        Optional<ServerConfig> next = configuration.feed().rehearse(backend, state, note.serverTags());
                        return new Trial<>(result, state.revision(), next, null);
                    } catch (ConfigException e) {
                        if (!tolerated.containsAll(texts(e))) {
                            throw new Objection(e);
                        }
                        return new Trial<>(result, state.revision(), Optional.empty(), e);
                    }
                });
            } catch (RuntimeException e) { // whatever it was, it is not to be in effect
                configuration.feed().undo();
                throw e;
            }
        }

        private <T> Written<T> finish(Trial<T> trial) {
            ConfigException errors = trial.errors();
            if (errors != null) {
                configuration.feed().undo();
                return new Written<>(trial.result(), trial.revision(), "errors remain: " + errors.getMessage());
            }
            return new Written<>(trial.result(), trial.revision(), configuration.rehearsed(trial.next()));
        }

        /** Those that are there without the change. */
        private Set<String> errors(AuditNote note) {
            Set<String> found = new HashSet<>();
            backend.store().read(state -> {
                try {
                    configuration.feed().rehearse(backend, state, note.serverTags());
                } catch (ConfigException e) {
                    found.addAll(texts(e));
                } finally {
                    configuration.feed().undo();
                }
                return found;
            });
            return found;
        }

        private void needUsable() {
            if (!backend.watch().isUsable()) {
                throw new BackendUnavailable("configuration", backend.watch().identity() + " is away");
            }
        }
    }

    private static Set<String> texts(ConfigException e) {
        Set<String> texts = new HashSet<>();
        e.problems().stream().map(ConfigProblem::toString).forEach(texts::add);
        return texts;
    }
}
