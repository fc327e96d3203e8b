package io.holdfast.app.content;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.ConfigBackend;
import io.holdfast.app.database.ConfigBackends;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.FileConfig;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.ServerFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the configuration of one protocol from the file and from what configuration databases have. What was made comes
 * into use by {@link #keep}, or not, by {@link #undo}; callers come one at a time, but for those who only look.
 */
public final class ConfigFeed implements ConfigBackends.Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConfigFeed.class);

    /** What the databases had that could not be used. */
    private record Refusal(List<AuditMark> marks, String reason) {

        private static final int MOST = 10;

        /** Many objects may have the same error, and whoever asks for the state is told. */
        static Refusal of(List<AuditMark> marks, ConfigException e) {
            int all = e.problems().size();
            String first = e.problems().stream()
                    .limit(MOST)
                    .map(ConfigProblem::toString)
                    .collect(Collectors.joining("\n"));
            return new Refusal(marks, all > MOST ? first + "\nand " + (all - MOST) + " more" : first);
        }
    }

    private final Protocol protocol;
    private final ConfigBackends backends;
    private final CopyKeeper copies;
    private final ContentLookup lookup;
    private final ContentReport report;
    private final Runnable endProcess;
    private volatile @Nullable ConfigPoller poller;
    private volatile @Nullable ConfigPlan current;
    private volatile @Nullable Refusal refusal;
    private volatile boolean preparing;
    private @Nullable ConfigPlan planned;

    /**
     * @param scheduler for what nobody waits for
     * @param endProcess called when a database is lost for good whose settings say so
     */
    public ConfigFeed(
            Protocol protocol,
            ConfigBackends.Opener opener,
            ContentCopy copy,
            DatabaseWatch.Scheduler scheduler,
            InstantSource clock,
            Runnable endProcess) {
        this.protocol = protocol;
        this.backends = new ConfigBackends(opener, this);
        this.copies = new CopyKeeper(copy, scheduler);
        this.lookup = new ContentLookup(copy, clock);
        this.report = new ContentReport(protocol, clock);
        this.endProcess = endProcess;
    }

    /** From now on there is somebody who looks for news and takes them over. */
    public void pollBy(ConfigPoller next) {
        poller = next;
    }

    public boolean isEmpty() {
        return backends.current().isEmpty();
    }

    /**
     * The whole configuration for a file's, whose databases are reached.
     *
     * @throws BackendUnavailable when one cannot be reached and cannot be done without
     * @throws ConfigException when what they have does not make a configuration with the file's
     */
    public ServerConfig prepare(ServerConfig file) throws ConfigException {
        preparing = true;
        try {
            String tag = tag(file);
            List<ConfigBackend> opened = backends.prepare(
                    file.sources().databases(),
                    settings -> lookup.known(settings, tag, current).isPresent());
            ConfigPlan plan = opened.isEmpty() ? ConfigPlan.of(file) : plan(FileConfig.of(file), opened, tag);
            planned = plan;
            return plan.config();
        } catch (ConfigException | RuntimeException e) {
            undo();
            throw e;
        }
    }

    private ConfigPlan plan(FileConfig file, List<ConfigBackend> opened, String tag) throws ConfigException {
        ConfigPlan present = current;
        try {
            List<Optional<HeldContent>> held = new ArrayList<>();
            for (ConfigBackend backend : opened) {
                held.add(lookup.contentOrKnown(backend, tag, present));
            }
            ConfigPlan plan = ConfigPlan.of(protocol, file, held);
            refusal = null;
            return plan;
        } catch (ConfigException e) {
            if (present != null) {
                throw e;
            }
            return lastGood(file, opened, tag, e);
        }
    }

    /** A start has nothing to go back to but the copy of what was in effect once. */
    private ConfigPlan lastGood(FileConfig file, List<ConfigBackend> opened, String tag, ConfigException why)
            throws ConfigException {
        List<Optional<HeldContent>> good = opened.stream()
                .map(each -> lookup.known(each.settings(), tag, null))
                .toList();
        if (good.stream().anyMatch(Optional::isEmpty)) {
            throw why;
        }
        ConfigPlan plan = ConfigPlan.of(protocol, file, good);
        log.error(
                "{}_CONFIG_REFUSED what the configuration databases have cannot be used, the copy of what they had is"
                        + " until that is mended: {}",
                protocol,
                why.getMessage());
        refusal = Refusal.of(ContentLookup.marks(opened, good), why);
        return plan;
    }

    /** What was prepared is in effect. */
    public void keep() {
        ConfigPlan next = planned;
        planned = null;
        preparing = false;
        if (next == null) {
            return;
        }
        boolean others = backends.latest() != backends.current();
        backends.keep();
        current = next;
        save(next.held());
        restart();
        if (others) {
            report.tell(backends.current(), next.held());
            lookSoon(); // one of them may have come back after it was asked, and before anybody could hear of it
        }
        endIfGivenUp();
    }

    /** What was rehearsed is durable and in effect: databases have nothing any more that is not. */
    public void keepRehearsed() {
        refusal = null;
        keep();
    }

    /** What was prepared is not to be in effect. */
    public void undo() {
        planned = null;
        preparing = false;
        backends.undo();
        endIfGivenUp();
    }

    /** A command has changed a part of the configuration, which is in effect. */
    public void amended(ServerConfig next) {
        ConfigPlan present = current;
        current = present == null ? ConfigPlan.of(next) : present.amended(next);
        Refusal former = refusal;
        if (former != null) { // what was missing may be there now: to be tried again
            refusal = new Refusal(List.of(), former.reason());
        }
    }

    private void save(List<Optional<HeldContent>> contents) {
        List<HeldContent> held = contents.stream().flatMap(Optional::stream).toList();
        if (held.stream().anyMatch(each -> !each.copied())) {
            copies.save(held);
        }
    }

    /** The interval begins anew. */
    public void restart() {
        ConfigPoller present = poller;
        ConfigPlan plan = current;
        if (present != null && plan != null) {
            present.within(isEmpty() ? 0 : plan.config().sources().fetchWaitSeconds());
        }
    }

    /**
     * Whether a database has changed since it was asked; what could not be used is no news.
     *
     * @throws BackendUnavailable when one that is there could not be asked
     */
    public boolean hasNews() {
        ConfigPlan plan = current;
        List<ConfigBackend> present = backends.current();
        if (plan == null || plan.held().size() != present.size()) {
            return false;
        }
        List<AuditMark> marks = ContentLookup.marks(present, plan.held());
        Refusal former = refusal;
        if (former != null && former.marks().equals(marks)) {
            return false;
        }
        for (int i = 0; i < present.size(); i++) {
            Optional<HeldContent> held = plan.held().get(i);
            boolean known = held.isPresent() && held.get().content().mark().equals(marks.get(i));
            if (present.get(i).watch().isUsable() && (!known || held.get().copied())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The configuration with what the databases have now, to be followed by {@link #keep} or {@link #undo}; null when it is
     * the present one. Those that are away keep what they had.
     *
     * @param all whether somebody wants it: then it is an error that one is away, and none that one has lost what it had
     */
    @Nullable
    public ServerConfig refetch(boolean all) throws ConfigException {
        ConfigPlan plan = Objects.requireNonNull(current, "refetched after the first configuration");
        List<ConfigBackend> present = backends.current();
        List<AuditMark> marks = ContentLookup.marks(present, plan.held());
        try {
            List<Optional<HeldContent>> held = new ArrayList<>();
            for (int i = 0; i < present.size(); i++) {
                held.add(again(present.get(i), plan.held().get(i), tag(plan.config()), all));
            }
            if (plan.hasSame(held)) {
                current = plan.renewed(held);
                refusal = null;
                save(held);
                return null;
            }
            ConfigPlan next = plan.with(protocol, held);
            planned = next;
            refusal = null;
            return next.config();
        } catch (ConfigException e) {
            refusal = Refusal.of(marks, e);
            throw e;
        }
    }

    /** The databases in use, for who changes what is in them. */
    public List<ConfigBackend> databases() {
        return backends.current();
    }

    /**
     * The configuration with what a database is just given, to be followed by {@link #keepRehearsed} when that is durable and
     * the configuration in effect, or by {@link #undo}; absent when it is the present one.
     *
     * @param state inside the transaction
     * @param tags of the servers that are given something, for which it is tried, too
     * @throws ConfigException when what one of them has does not make a configuration
     */
    public Optional<ServerConfig> rehearse(ConfigBackend backend, ConfigReading state, List<String> tags)
            throws ConfigException {
        ConfigPlan plan = Objects.requireNonNull(current, "a database is in use by a configuration");
        Rehearsal rehearsal = new Rehearsal(protocol, lookup, backends.current(), backend, state);
        ConfigPlan next = rehearsal.own(plan, tag(plan.config()));
        for (String tag : tags) {
            String other = tag.toLowerCase(Locale.ROOT);
            if (!other.equals(tag(plan.config())) && !other.equals(StoredObject.ALL)) {
                rehearsal.other(plan, other);
            }
        }
        planned = next;
        return next.config() == plan.config() ? Optional.empty() : Optional.of(next.config());
    }

    private Optional<HeldContent> again(ConfigBackend backend, Optional<HeldContent> held, String tag, boolean all)
            throws ConfigException {
        if (all) {
            return Optional.of(lookup.again(backend, tag, held));
        }
        return backend.watch().isUsable() ? Optional.of(lookup.unlessWiped(backend, tag, held, () -> held)) : held;
    }

    /** Tags are compared in any case. */
    private static String tag(ServerConfig config) {
        String tag = config.serverTag().toLowerCase(Locale.ROOT);
        return tag.isEmpty() ? "all" : tag;
    }

    /** The databases in use for {@code status-get}, health and metrics. */
    public List<ServerFacts.Backend> facts() {
        Refusal present = refusal;
        return ContentReport.facts(backends.latest(), current, present == null ? null : present.reason());
    }

    @Override
    public void announced() {
        lookSoon();
    }

    @Override
    public void recovered(DatabaseWatch watch, Duration outage) {
        lookSoon();
    }

    private void lookSoon() {
        ConfigPoller present = poller;
        if (present != null) {
            present.soon();
        }
    }

    @Override
    public void fatal(DatabaseWatch watch) {
        if (!preparing) { // a configuration that is just coming may be the cure
            endProcess.run();
        }
    }

    private void endIfGivenUp() {
        boolean given = backends.current().stream()
                .map(ConfigBackend::watch)
                .anyMatch(watch -> watch.policy().exitOnFailure() && watch.state() instanceof Connectivity.Abandoned);
        if (given) {
            endProcess.run();
        }
    }

    @Override
    public void close() {
        ConfigPoller present = poller;
        if (present != null) {
            present.close();
        }
        backends.close();
        copies.close();
    }
}
