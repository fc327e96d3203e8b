package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.config.Subnet4;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.Statistics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that change leases. Each names the row it saw; when a client was faster it looks again, a few times, so
 * that no change by a client is ever lost unseen.
 */
public final class LeaseEditing {

    private static final int TRIES = 5;
    private static final int STEP = 1000;

    private final Supplier<LeaseStore> leases;
    private final ConfigControl configuration;
    private final Statistics statistics;
    private final Clock clock;

    /** @param leases the store in use; throws {@code BackendUnavailable} while there is none */
    public LeaseEditing(Supplier<LeaseStore> leases, ConfigControl configuration, Statistics statistics, Clock clock) {
        this.leases = leases;
        this.configuration = configuration;
        this.statistics = statistics;
        this.clock = clock;
    }

    public List<Command> commands() {
        return List.of(
                writing("lease4-add", "Adds a lease.", this::add, LeaseReading.FIELDS),
                writing(
                        "lease4-update",
                        "Changes a lease: everything is as given afterwards.",
                        this::update,
                        with(
                                LeaseReading.FIELDS,
                                optional(
                                        "force-create",
                                        Argument.Kind.BOOLEAN,
                                        "true: it is added when it is not there."))),
                writing("lease4-del", "Deletes a lease.", this::delete, deletable()),
                writing(
                        "lease4-wipe",
                        "Deletes all leases of a subnet, or of all configured ones.",
                        this::wipe,
                        List.of(optional("subnet-id", Argument.Kind.INTEGER, "The subnet; absent or 0: all."))));
    }

    private static Command writing(String name, String summary, Operation does, List<Argument> takes) {
        return Command.writing(name, summary, Phrasing.LEASES, takes, does);
    }

    /** High-availability partners send the whole lease. */
    private static List<Argument> deletable() {
        Stream<Argument> rest = LeaseReading.FIELDS.stream()
                .filter(field -> LeaseQueries.SELECTOR.stream()
                        .noneMatch(known -> known.name().equals(field.name())))
                .map(field -> optional(field.name(), field.kind(), "May stand beside ip-address; does not matter."));
        return with(
                Stream.concat(LeaseQueries.SELECTOR.stream(), rest).toList(),
                optional("update-ddns", Argument.Kind.BOOLEAN, "Must not be true: there is no dynamic DNS here."));
    }

    private static List<Argument> with(List<Argument> arguments, Argument more) {
        return Stream.concat(arguments.stream(), Stream.of(more)).toList();
    }

    private Outcome add(Arguments arguments) {
        Lease lease;
        try {
            lease = LeaseReading.read(configuration.current(), arguments, now());
        } catch (LeaseReading.UnfitException e) {
            return new Outcome.Conflict(String.valueOf(e.getMessage()));
        }
        return switch (apply(leases.get(), new LeaseChange.Amend(null, lease))) {
            case ChangeOutcome.Applied _ ->
                Outcome.done("Lease for address " + lease.address() + ", subnet-id "
                        + Integer.toUnsignedString(lease.subnetId()) + " added.");
            case ChangeOutcome.Taken _ -> new Outcome.Conflict("IPv4 lease already exists.");
        };
    }

    private Outcome update(Arguments arguments) {
        Lease lease;
        try {
            lease = LeaseReading.read(configuration.current(), arguments, now());
        } catch (LeaseReading.UnfitException e) {
            return new Outcome.Conflict(String.valueOf(e.getMessage()));
        }
        LeaseStore store = leases.get();
        Lease present = store.find(List.of(new LeaseQuestion.OfAddress(lease.address()))).getFirst().stream()
                .findFirst()
                .orElse(null);
        boolean create = arguments.flag("force-create", false);
        for (int tries = 0; tries < TRIES; tries++) {
            if (present == null && !create) {
                return new Outcome.Conflict("There is no lease with address " + lease.address()
                        + " to update; it was never there or has been deleted.");
            }
            switch (apply(store, new LeaseChange.Amend(present, lease))) {
                case ChangeOutcome.Applied _ -> {
                    return Outcome.done(present == null ? "IPv4 lease added." : "IPv4 lease updated.");
                }
                case ChangeOutcome.Taken(Lease now) -> present = now;
            }
        }
        return busy(lease);
    }

    private Outcome delete(Arguments arguments) {
        if (arguments.flag("update-ddns", false)) {
            throw new RefusedException("'update-ddns' cannot be true: this server does no dynamic DNS");
        }
        LeaseStore store = leases.get();
        Lease present = LeaseQueries.find(store, arguments);
        for (int tries = 0; tries < TRIES && present != null; tries++) {
            if (apply(store, new LeaseChange.Amend(present, null)) instanceof ChangeOutcome.Applied) {
                return Outcome.done("IPv4 lease deleted.");
            }
            present = LeaseQueries.find(store, arguments);
        }
        return present == null ? Outcome.empty("IPv4 lease not found.") : busy(present);
    }

    private Outcome wipe(Arguments arguments) {
        long id = arguments.unsigned("subnet-id", 0);
        List<Integer> ids = id != 0
                ? List.of((int) id)
                : configuration.current().subnets().stream().map(Subnet4::id).toList();
        LeaseStore store = leases.get();
        long deleted = 0;
        for (int subnetId : ids) {
            deleted += wipe(store, subnetId);
        }
        String text = "Deleted " + deleted + " IPv4 lease(s) from subnet(s)"
                + ids.stream().map(each -> " " + Integer.toUnsignedString(each)).collect(Collectors.joining());
        return deleted == 0 ? Outcome.empty(text) : Outcome.done(text);
    }

    private long wipe(LeaseStore store, int subnetId) {
        LeaseFilter filter = LeaseFilter.ALL.inSubnets(Set.of(subnetId));
        long deleted = 0;
        List<Lease> page = store.page(filter, STEP);
        while (!page.isEmpty()) {
            List<Lease> left = page;
            for (int tries = 0; tries < TRIES && !left.isEmpty(); tries++) {
                List<Lease> changed = new ArrayList<>();
                deleted += delete(store, left, changed);
                left = changed.stream()
                        .filter(lease -> lease.subnetId() == subnetId)
                        .toList();
            }
            page = store.page(filter.after(page.getLast().address()), STEP);
        }
        return deleted;
    }

    /**
     * @param changed receives the rows, as they are now, that were changed meanwhile
     * @return how many it deleted
     */
    private int delete(LeaseStore store, List<Lease> rows, List<Lease> changed) {
        List<LeaseChange> changes = rows.stream()
                .map(row -> (LeaseChange) new LeaseChange.Amend(row, null))
                .toList();
        List<ChangeOutcome> outcomes = store.apply(changes);
        int deleted = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case ChangeOutcome.Applied _ -> {
                    deleted++;
                    count(changes.get(i));
                }
                case ChangeOutcome.Taken(Lease now) when now != null -> changed.add(now);
                case ChangeOutcome.Taken _ -> {}
            }
        }
        return deleted;
    }

    private ChangeOutcome apply(LeaseStore store, LeaseChange change) {
        ChangeOutcome outcome = store.apply(List.of(change)).getFirst();
        if (outcome instanceof ChangeOutcome.Applied) {
            count(change);
        }
        return outcome;
    }

    private void count(LeaseChange change) {
        LeaseEffect.of(change, effect -> effect.addTo(statistics));
    }

    private static Outcome busy(Lease lease) {
        return new Outcome.Conflict(
                "The lease with address " + lease.address() + " was changed by others each time; ask again.");
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
