package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.address.IaType;
import io.holdfast.address.Protocol;
import io.holdfast.config.Subnet;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands that change leases. Each names the row it saw; when a client was faster it looks again, a few times, so
 * that no change by a client is ever lost unseen.
 */
public final class LeaseEditing {

    private static final int TRIES = 5;
    private static final int STEP = 1000;

    private final LeaseWords words;
    private final Supplier<LeaseStore> leases;
    private final ConfigControl configuration;
    private final Consumer<LeaseEffect> statistics;
    private final Clock clock;

    /**
     * @param leases the store in use; throws {@code BackendUnavailable} while there is none
     * @param statistics counts what changes do
     */
    public LeaseEditing(
            Protocol protocol,
            Supplier<LeaseStore> leases,
            ConfigControl configuration,
            Consumer<LeaseEffect> statistics,
            Clock clock) {
        this.words = LeaseWords.of(protocol);
        this.leases = leases;
        this.configuration = configuration;
        this.statistics = statistics;
        this.clock = clock;
    }

    public List<Command> commands() {
        List<Command> commands = new ArrayList<>(List.of(
                writing("add", "Adds a lease.", this::add, LeaseReading.fields(words)),
                writing(
                        "update",
                        "Changes a lease: everything is as given afterwards.",
                        this::update,
                        changeable(words)),
                writing("del", "Deletes a lease.", this::delete, deletable(words)),
                writing(
                        "wipe",
                        "Deletes all leases of a subnet, or of all configured ones.",
                        this::wipe,
                        List.of(optional("subnet-id", Argument.Kind.INTEGER, "The subnet; absent or 0: all.")))));
        if (words == LeaseWords.V6) {
            commands.add(writing(
                    "bulk-apply",
                    "Deletes some leases, then adds or changes others.",
                    arguments -> new LeaseBulk(this, configuration.current(), now()).apply(leases.get(), arguments),
                    LeaseBulk.ARGUMENTS));
        }
        return commands;
    }

    private Command writing(String what, String summary, Operation does, List<Argument> takes) {
        return Command.writing(words.command(what), summary, Phrasing.LEASES, takes, does);
    }

    static List<Argument> changeable(LeaseWords words) {
        return with(
                LeaseReading.fields(words),
                optional("force-create", Argument.Kind.BOOLEAN, "true: it is added when it is not there."));
    }

    /** High-availability partners send the whole lease. */
    static List<Argument> deletable(LeaseWords words) {
        List<Argument> choice = LeaseChoice.arguments(words);
        Stream<Argument> rest = LeaseReading.fields(words).stream()
                .filter(field -> choice.stream().noneMatch(known -> known.name().equals(field.name())))
                .map(field -> optional(field.name(), field.kind(), "May stand beside ip-address; does not matter."));
        return with(
                Stream.concat(choice.stream(), rest).toList(),
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
                Outcome.done("Lease for " + place(lease) + ", subnet-id " + Integer.toUnsignedString(lease.subnetId())
                        + " added.");
            case ChangeOutcome.Taken _ -> new Outcome.Conflict(words.version() + " lease already exists.");
            case ChangeOutcome.Exceeded exceeded -> throw exceeded.unasked();
        };
    }

    private static String place(Lease lease) {
        return lease instanceof Lease6 six && six.type() == IaType.PD
                ? "prefix " + six.prefix()
                : "address " + lease.address();
    }

    private Outcome update(Arguments arguments) {
        try {
            Lease lease = LeaseReading.read(configuration.current(), arguments, now());
            return put(leases.get(), lease, arguments.flag("force-create", false));
        } catch (LeaseReading.UnfitException e) {
            return new Outcome.Conflict(String.valueOf(e.getMessage()));
        }
    }

    /** @param create whether it is made when it is not there */
    Outcome put(LeaseStore store, Lease lease, boolean create) {
        Lease present = store.find(List.of(new LeaseQuestion.OfAddress(lease.address()))).getFirst().stream()
                .findFirst()
                .orElse(null);
        for (int tries = 0; tries < TRIES; tries++) {
            if (present == null && !create) {
                return new Outcome.Conflict("There is no lease with address " + lease.address()
                        + " to update; it was never there or has been deleted.");
            }
            if (present instanceof Lease6 before && lease instanceof Lease6 after) {
                Outcome hindrance = hindrance(before, after);
                if (hindrance != null) {
                    return hindrance;
                }
            }
            switch (apply(store, new LeaseChange.Amend(present, lease))) {
                case ChangeOutcome.Applied _ -> {
                    return Outcome.done(words.version() + (present == null ? " lease added." : " lease updated."));
                }
                case ChangeOutcome.Taken(Lease now) -> present = now;
                case ChangeOutcome.Exceeded exceeded -> throw exceeded.unasked();
            }
        }
        return busy(lease);
    }

    /** An address that was registered by its client (RFC 9686) is none that a server may give, nor the other way round. */
    private static @Nullable Outcome hindrance(Lease6 before, Lease6 after) {
        if (before.type() != after.type()) {
            return new Outcome.Conflict("The lease with address " + after.address() + " is of type "
                    + before.type().text() + ", not " + after.type().text());
        }
        boolean registered = before.state() == LeaseState.REGISTERED;
        if (registered == (after.state() == LeaseState.REGISTERED)) {
            return null;
        }
        return new Outcome.Refused(
                registered
                        ? "illegal reuse of registered address " + after.address()
                        : "address in use: " + after.address() + " can't be registered");
    }

    private Outcome delete(Arguments arguments) {
        return delete(leases.get(), choice(arguments));
    }

    /** The lease that is to be deleted. */
    LeaseChoice choice(Arguments arguments) {
        if (arguments.flag("update-ddns", false)) {
            throw new RefusedException("'update-ddns' cannot be true: this server does no dynamic DNS");
        }
        return LeaseChoice.of(words, arguments);
    }

    Outcome delete(LeaseStore store, LeaseChoice choice) {
        Lease present = choice.find(store);
        for (int tries = 0; tries < TRIES && present != null; tries++) {
            if (apply(store, new LeaseChange.Amend(present, null)) instanceof ChangeOutcome.Applied) {
                return Outcome.done(words.version() + " lease deleted.");
            }
            present = choice.find(store);
        }
        return present == null ? Outcome.empty(words.version() + " lease not found.") : busy(present);
    }

    private Outcome wipe(Arguments arguments) {
        long id = arguments.unsigned("subnet-id", 0);
        List<Integer> ids = id != 0
                ? List.of((int) id)
                : configuration.current().subnets().stream().map(Subnet::id).toList();
        LeaseStore store = leases.get();
        long deleted = 0;
        for (int subnetId : ids) {
            deleted += wipe(store, subnetId);
        }
        String text = "Deleted " + deleted + " " + words.version() + " lease(s) from subnet(s)"
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
                case ChangeOutcome.Exceeded exceeded -> throw exceeded.unasked();
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
        LeaseEffect.of(change, statistics);
    }

    private static Outcome busy(Lease lease) {
        return new Outcome.Conflict(
                "The lease with address " + lease.address() + " was changed by others each time; ask again.");
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
