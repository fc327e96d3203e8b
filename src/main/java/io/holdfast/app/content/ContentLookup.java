package io.holdfast.app.content;

import io.holdfast.app.database.ConfigBackend;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.store.StoreFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What configuration databases have, or had: asked for, remembered from the configuration in effect, or copied. */
final class ContentLookup {

    /** Of one that is away and never was asked. */
    private static final AuditMark UNKNOWN = new AuditMark(-1, 0, 0);

    private final ContentCopy copy;
    private final InstantSource clock;

    ContentLookup(ContentCopy copy, InstantSource clock) {
        this.copy = copy;
        this.clock = clock;
    }

    /**
     * @throws BackendUnavailable when it is away
     * @throws ConfigException when something in it cannot be understood
     */
    HeldContent content(ConfigBackend backend, String tag) throws ConfigException {
        return content(backend, tag, () -> backend.store().fetch(tag));
    }

    /** The same, in which what is as it was is the same object. */
    HeldContent again(ConfigBackend backend, String tag, Optional<HeldContent> before) throws ConfigException {
        return content(backend, tag, () -> backend.store().fetch(tag).keeping(former(before)));
    }

    /**
     * The same as a transaction sees it that is still open.
     *
     * @param before what it had, for this tag
     */
    HeldContent content(ConfigBackend backend, String tag, ConfigReading state, Optional<HeldContent> before)
            throws ConfigException {
        return content(backend, tag, () -> state.content(tag, former(before)));
    }

    /** What was only copied has no mark to go on from. */
    private static @Nullable ConfigContent former(Optional<HeldContent> before) {
        return before.filter(held -> !held.copied()).map(HeldContent::content).orElse(null);
    }

    private HeldContent content(ConfigBackend backend, String tag, Supplier<ConfigContent> asked)
            throws ConfigException {
        try {
            return new HeldContent(backend.settings().toString(), tag, asked.get(), clock.instant(), false);
        } catch (StoreFailure e) {
            throw problem(backend, String.valueOf(e.getMessage()));
        }
    }

    private static ConfigException problem(ConfigBackend backend, String what) {
        String place = backend.watch().identity().toString();
        return new ConfigException(List.of(new ConfigProblem(ConfigProblem.Severity.ERROR, place, 0, 0, "", what)));
    }

    /**
     * The same, but for one that has nothing, and an older history than before: it was not emptied by somebody who manages it,
     * but made anew or restored wrongly, which is no reason to take all addresses away.
     *
     * @param held what it had when it was asked last, if it was; the rest of that need not be looked at again
     * @param before what it is known to have had
     */
    HeldContent unlessWiped(
            ConfigBackend backend, String tag, Optional<HeldContent> held, Supplier<Optional<HeldContent>> before)
            throws ConfigException {
        HeldContent now = content(backend, tag, () -> backend.store().fetch(tag, former(held)));
        HeldContent had = now.content().isEmpty() ? before.get().orElse(null) : null;
        if (had != null
                && !had.content().isEmpty()
                && now.content().revision() < had.content().revision()) {
            throw problem(
                    backend,
                    "it has nothing for this server, and its newest revision is "
                            + now.content().revision() + ", after "
                            + had.content().revision()
                            + " before: it seems to have been made anew; config-backend-pull goes by it all the same");
        }
        return now;
    }

    /**
     * What it has, or, while it is away, had; nothing when that was never known.
     *
     * @throws BackendUnavailable when it went away just now, and was never known; or when it is away, and only what it had for
     *     another tag is in effect
     */
    Optional<HeldContent> contentOrKnown(ConfigBackend backend, String tag, @Nullable ConfigPlan present)
            throws ConfigException {
        Supplier<Optional<HeldContent>> known = () -> known(backend.settings(), tag, present);
        if (!backend.watch().isUsable()) {
            return known.get().or(() -> without(backend, tag, present));
        }
        try {
            return Optional.of(unlessWiped(backend, tag, Optional.empty(), known));
        } catch (BackendUnavailable e) {
            return Optional.of(known.get().orElseThrow(() -> e));
        }
    }

    private static Optional<HeldContent> without(ConfigBackend backend, String tag, @Nullable ConfigPlan present) {
        String place = backend.settings().toString();
        if (present != null
                && present.contents().stream().anyMatch(held -> held.database().equals(place))) {
            throw new BackendUnavailable(
                    "config",
                    backend.watch().identity() + " is away, and what it has for server tag " + tag + " is not known");
        }
        return Optional.empty();
    }

    /** What a database had when it was last asked, by us or by the server that ran here before. */
    Optional<HeldContent> known(BackendSettings settings, String tag, @Nullable ConfigPlan present) {
        List<HeldContent> own = present == null ? List.of() : present.contents();
        return of(own, settings, tag).or(() -> of(copy.read(), settings, tag));
    }

    private static Optional<HeldContent> of(List<HeldContent> contents, BackendSettings settings, String tag) {
        return contents.stream()
                .filter(held -> held.isOf(settings.toString(), tag))
                .findFirst();
    }

    /**
     * How far each database has come; of one that is away how far it had.
     *
     * @throws BackendUnavailable when one that is there cannot be asked
     */
    static List<AuditMark> marks(List<ConfigBackend> backends, List<Optional<HeldContent>> held) {
        List<AuditMark> marks = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            ConfigBackend backend = backends.get(i);
            marks.add(
                    backend.watch().isUsable()
                            ? backend.store().mark()
                            : held.get(i).map(each -> each.content().mark()).orElse(UNKNOWN));
        }
        return marks;
    }
}
