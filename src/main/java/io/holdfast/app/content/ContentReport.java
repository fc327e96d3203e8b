package io.holdfast.app.content;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.BackendFacts;
import io.holdfast.app.database.ConfigBackend;
import io.holdfast.app.database.ConfigDatabases;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.control.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of configuration databases: in the log when they come into use, and to whoever asks. */
final class ContentReport {

    private static final Logger log = LoggerFactory.getLogger(ContentReport.class);

    private final Protocol protocol;
    private final InstantSource clock;

    ContentReport(Protocol protocol, InstantSource clock) {
        this.protocol = protocol;
        this.clock = clock;
    }

    /** By what the server goes in place of databases that are away. */
    void tell(List<ConfigBackend> backends, List<Optional<HeldContent>> contents) {
        for (int i = 0; i < contents.size(); i++) {
            DatabaseWatch watch = backends.get(i).watch();
            Optional<HeldContent> held = contents.get(i);
            if (held.isEmpty()) {
                log.warn(
                        "{}_CONFIG_MISSING {} is away and no copy of its content is here: the server goes by the rest"
                                + " of its configuration until it is back",
                        protocol,
                        watch.identity());
            } else if (!watch.isUsable()) {
                log.warn(
                        "{}_CONFIG_COPY {} is away: the server goes by what it had at {} ({} s ago, revision {})",
                        protocol,
                        watch.identity(),
                        held.get().at(),
                        age(held.get().at()),
                        held.get().content().revision());
            }
        }
    }

    private long age(Instant at) {
        return Math.max(0, Duration.between(at, clock.instant()).toSeconds());
    }

    /**
     * @param plan in effect, if there is one
     * @param refused why what they have now is not in effect, if it is not
     */
    static List<ServerFacts.Backend> facts(
            List<ConfigBackend> backends, @Nullable ConfigPlan plan, @Nullable String refused) {
        List<ServerFacts.Backend> facts = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            ConfigBackend backend = backends.get(i);
            Optional<HeldContent> held = plan != null && plan.held().size() == backends.size()
                    ? plan.held().get(i)
                    : Optional.empty();
            facts.add(new ServerFacts.Backend(
                    backend.watch(),
                    BackendFacts.pool(backend.database(), ConfigDatabases.CONNECTIONS),
                    held.map(each -> fact(each, refused)).orElse(null)));
        }
        return facts;
    }

    private static ServerFacts.Content fact(HeldContent held, @Nullable String refused) {
        return new ServerFacts.Content(held.content().revision(), held.at().toEpochMilli(), held.copied(), refused);
    }
}
