package io.holdfast.control;

import static io.holdfast.control.Argument.required;

import io.holdfast.address.IpAddress;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.host.ReservationReader;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOutcome;
import io.holdfast.host.HostSource;
import io.holdfast.host.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code reservation-add}, {@code reservation-update} and {@code reservation-del} of Kea's library host_cmds. Where a
 * command is about the configuration and databases at once, the databases are changed when the new configuration is known to
 * be right, and before it is in effect: they are what can fail then.
 */
public final class ReservationEditing {

    private static final Argument RESERVATION =
            required("reservation", Argument.Kind.MAP, "As in the configuration, with subnet-id in it.");
    private static final String NOT_UPDATED = "Host not updated (not found).";

    private final ConfigChanges changes;
    private final Supplier<List<HostSource>> databases;

    /** @param databases the hosts databases in use, in their order */
    public ReservationEditing(ConfigChanges changes, Supplier<List<HostSource>> databases) {
        this.changes = changes;
        this.databases = databases;
    }

    public List<Command> commands() {
        return List.of(
                Command.writing(
                        "reservation-add",
                        "Adds a reservation.",
                        Phrasing.RESERVATION_ADD,
                        List.of(RESERVATION, ReservationTarget.ARGUMENT),
                        this::add),
                Command.writing(
                        "reservation-update",
                        "Puts a reservation in the place of the one of its client in its subnet.",
                        Phrasing.RESERVATION_UPDATE,
                        List.of(RESERVATION, ReservationTarget.ARGUMENT),
                        this::update),
                Command.writing(
                        "reservation-del",
                        "Removes a reservation.",
                        Phrasing.RESERVATIONS,
                        ReservationChoice.ARGUMENTS,
                        this::delete));
    }

    /**
     * A reservation as it was given.
     *
     * @param map without {@code subnet-id}
     * @param subnetId absent when it is not given
     */
    private record Given(JsonNode.Dict map, @Nullable Integer subnetId) {

        static Given of(Arguments arguments) {
            JsonNode.Dict map = (JsonNode.Dict) Objects.requireNonNull(arguments.node("reservation"));
            JsonNode.Dict rest = ConfigDraft.copy(map);
            JsonNode.Member id = rest.members().remove("subnet-id");
            if (id == null) {
                return new Given(rest, null);
            }
            if (!(id.value() instanceof JsonNode.Whole(var _, long number))) {
                throw new RefusedException("'subnet-id' parameter is not integer.");
            }
            if (number < 0 || number > ReservationArguments.MAX_SUBNET) {
                throw new RefusedException("subnet-id: " + number + " is invalid, must be between 0 and "
                        + ReservationArguments.MAX_SUBNET + " (inclusive).");
            }
            return new Given(rest, (int) number);
        }

        Reservation read(ServerConfig config, int subnet) {
            try {
                return new ReservationReader(config).read(map, subnet, "reservation");
            } catch (ConfigException e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            }
        }
    }

    private Outcome add(Arguments arguments) {
        ReservationTarget target = ReservationTarget.of(arguments, ReservationTarget.DATABASE);
        Given given = Given.of(arguments);
        ServerConfig config = changes.current();
        Integer subnetId = given.subnetId();
        Reservation reservation = given.read(config, subnetId == null ? 0 : subnetId);
        if (subnetId == null) {
            ReservationChecks.couldBeGlobal(config, reservation);
        }
        needDatabase(target, "Host database not available, cannot add host.");
        ReservationChecks.belongs(config, reservation);
        String done =
                "Host added." + (subnetId == null ? " subnet-id not specified, assumed global (subnet-id 0)." : "");
        if (!target.isMemory()) {
            addToDatabases(config, reservation);
            return Outcome.done(done);
        }
        return changes.amend(
                draft -> {
                    ReservationChecks.isNew(draft.present(), reservation, null);
                    draft.reservations(reservation.subnetId()).add(given.map());
                    return null;
                },
                () -> {
                    if (target.isDatabase()) {
                        addToDatabases(config, reservation);
                    }
                },
                _ -> Outcome.done(done));
    }

    /** @throws RefusedException when a database is needed, and there is none that takes changes */
    private void needDatabase(ReservationTarget target, String text) {
        if (target == ReservationTarget.DATABASE && databases.get().isEmpty()) {
            throw new RefusedException(text);
        }
        if (target.isDatabase() && !databases.get().isEmpty() && writable().isEmpty()) {
            throw new RefusedException(databases.get().getFirst().name()
                    + " host database backend is configured to operate in read only mode");
        }
    }

    private List<HostSource> writable() {
        return databases.get().stream().filter(each -> !each.readonly()).toList();
    }

    private void addToDatabases(ServerConfig config, Reservation reservation) {
        boolean unique = config.hosts().uniqueAddresses();
        inDatabases(database -> isDone(database, database.store().add(reservation, unique), reservation));
    }

    /**
     * Does something in one database after the other. Nothing undoes it in the first ones when a later one fails, so the
     * error names them.
     *
     * @param work whether it has changed something
     */
    private boolean inDatabases(Predicate<HostSource> work) {
        List<String> changed = new ArrayList<>();
        for (HostSource database : writable()) {
            try {
                if (work.test(database)) {
                    changed.add(database.name());
                }
            } catch (RefusedException e) {
                throw changed.isEmpty() ? e : new RefusedException(e.text() + already(changed));
            } catch (BackendUnavailable e) {
                throw changed.isEmpty() ? e : new BackendUnavailable(e.backend(), e.getMessage() + already(changed), e);
            }
        }
        return !changed.isEmpty();
    }

    private static String already(List<String> changed) {
        return "; already changed: " + String.join(", ", changed);
    }

    /** @throws RefusedException when it would be a second one */
    private static boolean isDone(HostSource database, HostOutcome outcome, Reservation reservation) {
        return switch (outcome) {
            case DONE -> true;
            case ABSENT -> false;
            case DUPLICATE -> throw duplicate(database, reservation);
        };
    }

    private static RefusedException duplicate(HostSource database, Reservation reservation) {
        return new RefusedException("Database duplicate entry error: " + database.name()
                + " has a reservation for this client or an address of it in subnet "
                + Integer.toUnsignedString(reservation.subnetId()));
    }

    private Outcome update(Arguments arguments) {
        ReservationTarget target = ReservationTarget.of(arguments, ReservationTarget.DATABASE);
        Given given = Given.of(arguments);
        Integer subnetId = given.subnetId();
        if (subnetId == null) {
            throw new RefusedException("Mandatory 'subnet-id' parameter missing. Use `reservation-get-by-id' or"
                    + " 'reservation-get-by-address' to get the list of reservations with given identifier or"
                    + " address.");
        }
        ServerConfig config = changes.current();
        Reservation reservation = given.read(config, subnetId);
        needDatabase(target, "host database not available, cannot update host");
        ReservationChecks.belongs(config, reservation);
        if (!target.isMemory()) {
            return updateInDatabases(config, reservation) ? updated() : new Outcome.Refused(NOT_UPDATED);
        }
        return changes.amend(
                draft -> replace(draft, reservation, given.map(), target),
                () -> {
                    if (target.isDatabase()) {
                        updateInDatabases(config, reservation);
                    }
                },
                _ -> updated());
    }

    private static Outcome updated() {
        return Outcome.done("Host updated.");
    }

    /** Null when the configuration has another one now. */
    private @Nullable Outcome replace(
            ConfigDraft draft, Reservation next, JsonNode.Dict map, ReservationTarget target) {
        List<Reservation> present = ofSubnet(draft.present(), next.subnetId());
        int index = -1;
        for (int i = 0; i < present.size(); i++) {
            if (present.get(i).identifier().equals(next.identifier())) {
                index = i;
            }
        }
        if (index < 0) {
            boolean stored = target.isDatabase() && updateInDatabases(draft.present(), next);
            return stored ? updated() : new Outcome.Refused(NOT_UPDATED);
        }
        ReservationChecks.isNew(draft.present(), next, present.get(index));
        draft.reservations(next.subnetId()).set(index, map);
        return null;
    }

    private boolean updateInDatabases(ServerConfig config, Reservation reservation) {
        boolean unique = config.hosts().uniqueAddresses();
        return inDatabases(database -> isDone(database, database.store().update(reservation, unique), reservation));
    }

    private Outcome delete(Arguments arguments) {
        ReservationChoice choice = ReservationChoice.of(arguments);
        ReservationTarget target = ReservationTarget.of(arguments, ReservationTarget.DATABASE);
        needDatabase(target, "Unable to delete a host because there is no hosts-database configured.");
        if (!target.isMemory()) {
            return deleteFromDatabases(choice) ? deleted() : notDeleted();
        }
        return changes.amend(
                draft -> {
                    List<Reservation> present = ofSubnet(draft.present(), choice.subnetId());
                    if (present.stream().noneMatch(choice::fits)) {
                        return target.isDatabase() && deleteFromDatabases(choice) ? deleted() : notDeleted();
                    }
                    List<JsonNode> maps = draft.reservations(choice.subnetId());
                    for (int i = present.size() - 1; i >= 0; i--) {
                        if (choice.fits(present.get(i))) {
                            maps.remove(i);
                        }
                    }
                    return null;
                },
                () -> {
                    if (target.isDatabase()) {
                        deleteFromDatabases(choice);
                    }
                },
                _ -> deleted());
    }

    private static Outcome deleted() {
        return Outcome.done("Host deleted.");
    }

    private static Outcome notDeleted() {
        return Outcome.empty("Host not deleted (not found).");
    }

    private boolean deleteFromDatabases(ReservationChoice choice) {
        IpAddress address = choice.address();
        HostIdentifier identifier = choice.identifier();
        return inDatabases(database -> address != null
                ? database.store().delete(choice.subnetId(), address)
                : identifier != null && database.store().delete(choice.subnetId(), identifier));
    }

    /** In the order of the configuration. */
    private static List<Reservation> ofSubnet(ServerConfig config, int subnetId) {
        return config.hosts().reservations().all().stream()
                .filter(each -> each.subnetId() == subnetId)
                .toList();
    }
}
