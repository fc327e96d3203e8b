package io.holdfast.app;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.store.StoreFailure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What configuration databases have, or had: asked for, remembered from the configuration in effect, or copied. */
final class ContentLookup {

    /** Of one that is away and never was asked. */
    private static final long NO_REVISION = -1;

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
        try {
            ConfigContent content = backend.store().fetch(tag);
            return new HeldContent(backend.settings().toString(), tag, content, clock.instant(), false);
        } catch (StoreFailure e) {
            String place = backend.watch().identity().toString();
            throw new ConfigException(List.of(
                    new ConfigProblem(ConfigProblem.Severity.ERROR, place, 0, 0, "", String.valueOf(e.getMessage()))));
        }
    }

    /**
     * What it has, or, while it is away, had; nothing when that was never known.
     *
     * @throws BackendUnavailable when it went away just now, and was never known
     */
    Optional<HeldContent> contentOrKnown(ConfigBackend backend, String tag, @Nullable ConfigPlan present)
            throws ConfigException {
        Optional<HeldContent> known = known(backend.settings(), tag, present);
        if (!backend.watch().isUsable()) {
            return known;
        }
        try {
            return Optional.of(content(backend, tag));
        } catch (BackendUnavailable e) {
            if (known.isEmpty()) {
                throw e;
            }
            return known;
        }
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
     * The newest revision of each database; of one that is away that of what it had.
     *
     * @throws BackendUnavailable when one that is there cannot be asked
     */
    static List<Long> revisions(List<ConfigBackend> backends, List<Optional<HeldContent>> held) {
        List<Long> revisions = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            ConfigBackend backend = backends.get(i);
            revisions.add(
                    backend.watch().isUsable()
                            ? backend.store().revision()
                            : held.get(i).map(each -> each.content().revision()).orElse(NO_REVISION));
        }
        return revisions;
    }
}
