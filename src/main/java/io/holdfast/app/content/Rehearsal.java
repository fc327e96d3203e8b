package io.holdfast.app.content;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.ConfigBackend;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.source.FileConfig;
import io.holdfast.config.stored.ConfigReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What servers would have if a transaction that is open on one of the databases were durable.
 *
 * @param changed the database that the transaction is on
 * @param state inside it
 */
record Rehearsal(
        Protocol protocol,
        ContentLookup lookup,
        List<ConfigBackend> databases,
        ConfigBackend changed,
        ConfigReading state) {

    /** This server, with what the other databases had when they were asked last. */
    ConfigPlan own(ConfigPlan present, String tag) throws ConfigException {
        List<Optional<HeldContent>> held = new ArrayList<>();
        for (int i = 0; i < databases.size(); i++) {
            held.add(
                    databases.get(i) == changed
                            ? Optional.of(lookup.content(
                                    changed, tag, state, present.held().get(i)))
                            : present.held().get(i));
        }
        return present.hasSame(held) ? present.renewed(held) : present.with(protocol, held);
    }

    /** Another server, whose file is not known, with what the other databases have for it, as far as they can be asked. */
    void other(ConfigPlan present, String tag) throws ConfigException {
        List<Optional<HeldContent>> held = new ArrayList<>();
        for (ConfigBackend database : databases) {
            if (database == changed) {
                held.add(Optional.of(lookup.content(database, tag, state, Optional.empty())));
            } else {
                held.add(database.watch().isUsable() ? Optional.of(lookup.content(database, tag)) : Optional.empty());
            }
        }
        ConfigPlan.check(protocol, file(present), held);
    }

    private static FileConfig file(ConfigPlan plan) {
        return Objects.requireNonNull(plan.file(), "there are databases");
    }
}
