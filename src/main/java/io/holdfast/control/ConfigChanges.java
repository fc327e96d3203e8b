package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of one protocol's configuration by commands. They take turns, so that each begins with what the one before left;
 * each comes into effect whole or not at all.
 */
public final class ConfigChanges {

    private static final Logger log = LoggerFactory.getLogger(ConfigChanges.class);

    private final ConfigControl configuration;
    private final ReentrantLock turn = new ReentrantLock();

    public ConfigChanges(ConfigControl configuration) {
        this.configuration = configuration;
    }

    Protocol protocol() {
        return configuration.protocol();
    }

    ServerConfig current() {
        return configuration.current();
    }

    /** Does something while nobody else changes the configuration. */
    public <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** {@link ConfigControl#pull} in its turn. */
    public boolean pull(boolean all) throws ConfigNotAppliedException {
        turn.lock();
        try {
            return configuration.pull(all);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Changes a part of the configuration, which is then checked as a whole, as a file is.
     *
     * @param edit changes the draft; an outcome other than null is the answer, and nothing comes into effect
     * @param done the answer when the change is in effect
     */
    Outcome amend(Function<ConfigDraft, @Nullable Outcome> edit, Function<ServerConfig, Outcome> done) {
        return amend(edit, () -> {}, done);
    }

    /**
     * The same with something that is done elsewhere, too.
     *
     * @param elsewhere done when the changed configuration is known to be right and before it is in effect; when it throws,
     *     the configuration stays
     */
    Outcome amend(
            Function<ConfigDraft, @Nullable Outcome> edit, Runnable elsewhere, Function<ServerConfig, Outcome> done) {
        return inTurn(() -> {
            ConfigDraft draft = new ConfigDraft(configuration.current());
            Outcome answer = edit.apply(draft);
            return answer != null ? answer : put(draft, elsewhere, done);
        });
    }

    private Outcome put(ConfigDraft draft, Runnable elsewhere, Function<ServerConfig, Outcome> done) {
        try {
            ServerConfig next = compile(draft);
            elsewhere.run();
            configuration.amend(next);
            return done.apply(next);
        } catch (ConfigException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        } catch (ConfigNotAppliedException e) {
            return e.isFatal() ? new Outcome.Fatal(e.text()) : new Outcome.Refused(e.text());
        }
    }

    private ServerConfig compile(ConfigDraft draft) throws ConfigException {
        var compiled = ConfigCompiler.compile(draft.parsed());
        for (ConfigProblem warning : compiled.warnings()) {
            if (!warning.file().equals(ConfigDraft.RUNNING.file())) { // the others were told when they came
                log.warn(
                        "{}_CONFIG_SYNTAX_WARNING {}",
                        configuration.protocol().object().toUpperCase(Locale.ROOT),
                        warning);
            }
        }
        return Objects.requireNonNull(
                switch (configuration.protocol()) {
                    case DHCP4 -> compiled.dhcp4();
                    case DHCP6 -> compiled.dhcp6();
                },
                "the draft has the object of its protocol");
    }
}
