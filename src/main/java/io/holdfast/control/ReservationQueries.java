package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.address.IpAddress;
import io.holdfast.config.ServerConfig;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostSource;
import io.holdfast.host.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The reservation-get commands of Kea's library host_cmds. */
public final class ReservationQueries {

    private static final Argument SUBNET =
            optional("subnet-id", Argument.Kind.INTEGER, "Only those of this subnet; 0 for the global ones.");
    private static final long MOST_SOURCES = 10;

    private final ReservationSources sources;
    private final String version;

    /** @param databases the hosts databases in use, in their order */
    public ReservationQueries(ConfigControl configuration, Supplier<List<HostSource>> databases) {
        this.sources = new ReservationSources(configuration::current, databases);
        this.version = new SubnetWords(configuration.protocol()).version();
    }

    public List<Command> commands() {
        return List.of(
                reading("get", "Tells one reservation.", this::one, ReservationChoice.ARGUMENTS),
                reading(
                        "get-all",
                        "Tells the reservations of a subnet.",
                        this::all,
                        List.of(
                                required("subnet-id", Argument.Kind.INTEGER, "0 for the global ones."),
                                ReservationTarget.ARGUMENT)),
                reading(
                        "get-page",
                        "Tells reservations of one source, as many as are wanted.",
                        this::page,
                        List.of(
                                required("limit", Argument.Kind.INTEGER, "How many, from 1."),
                                SUBNET,
                                optional(
                                        "source-index",
                                        Argument.Kind.INTEGER,
                                        "0: the configuration; then the databases in their order (0)."),
                                optional("from", Argument.Kind.INTEGER, "What the page before gave as next (0)."),
                                ReservationTarget.ARGUMENT)),
                reading(
                        "get-by-address",
                        "Tells the reservations of an address or a prefix.",
                        this::byAddress,
                        List.of(
                                required("ip-address", Argument.Kind.TEXT, "The address."),
                                SUBNET,
                                ReservationTarget.ARGUMENT)),
                reading(
                        "get-by-hostname",
                        "Tells the reservations with a host name.",
                        this::byHostname,
                        List.of(
                                required("hostname", Argument.Kind.TEXT, "The name; upper and lower case are one."),
                                SUBNET,
                                ReservationTarget.ARGUMENT)),
                reading(
                        "get-by-id",
                        "Tells the reservations of a client in all subnets.",
                        this::byId,
                        List.of(
                                optional("identifier-type", Argument.Kind.ANY, "hw-address, duid, circuit-id, ..."),
                                optional("identifier", Argument.Kind.ANY, "Its bytes in hexadecimal, or 'text'."),
                                optional("subnet-id", Argument.Kind.ANY, "Must not be given."),
                                ReservationTarget.ARGUMENT)));
    }

    private static Command reading(String what, String summary, Operation does, List<Argument> takes) {
        return Command.reading("reservation-" + what, summary, Phrasing.RESERVATIONS, takes, does);
    }

    private Outcome one(Arguments arguments) {
        ReservationChoice choice = ReservationChoice.of(arguments);
        ReservationTarget target = ReservationTarget.of(arguments, ReservationTarget.ALL);
        Reservation found = target.isMemory() ? first(choice, ReservationTarget.MEMORY) : null;
        if (found == null && target.isDatabase()) {
            found = first(choice, ReservationTarget.DATABASE);
        }
        return found == null
                ? Outcome.empty("Host not found.")
                : Outcome.done("Host found.", new ReservationJson(sources.config()).of(found));
    }

    private @Nullable Reservation first(ReservationChoice choice, ReservationTarget target) {
        IpAddress address = choice.address();
        HostIdentifier identifier = choice.identifier();
        List<Reservation> found = address != null
                ? sources.ofAddress(target, address, choice.subnetId())
                : identifier != null ? sources.ofClient(target, identifier, choice.subnetId()) : List.of();
        return found.isEmpty() ? null : found.getFirst();
    }

    private Outcome all(Arguments arguments) {
        Integer subnet = ReservationArguments.knownSubnet(sources.config(), arguments);
        return found(sources.all(target(arguments), subnet, null));
    }

    private Outcome byAddress(Arguments arguments) {
        IpAddress address = ReservationArguments.address(arguments.text("ip-address"));
        Integer subnet = ReservationArguments.knownSubnet(sources.config(), arguments);
        return found(sources.ofAddress(target(arguments), address, subnet));
    }

    private Outcome byHostname(Arguments arguments) {
        if (arguments.text("hostname").isEmpty()) {
            throw new RefusedException("Empty hostname");
        }
        Integer subnet = ReservationArguments.knownSubnet(sources.config(), arguments);
        return found(sources.all(target(arguments), subnet, arguments.text("hostname")));
    }

    private Outcome byId(Arguments arguments) {
        for (String name : List.of("identifier-type", "identifier")) {
            if (!ReservationArguments.isText(arguments, name)) {
                throw new RefusedException("'" + name + "' is either missing or not a string.");
            }
        }
        if (arguments.has("subnet-id")) {
            throw new RefusedException("'subnet-id' is forbidden in reservation-get-by-id");
        }
        return found(sources.ofClient(target(arguments), ReservationArguments.identifier(arguments), null));
    }

    private static ReservationTarget target(Arguments arguments) {
        return ReservationTarget.of(arguments, ReservationTarget.ALL);
    }

    private Outcome found(List<Reservation> reservations) {
        return found(reservations, new ReservationJson(sources.config()).of(reservations));
    }

    private Outcome found(List<Reservation> reservations, Map<String, @Nullable Object> answer) {
        String text = reservations.size() + " " + version + " host(s) found.";
        return reservations.isEmpty() ? new Outcome.Empty(text, answer) : Outcome.done(text, answer);
    }

    /** A page, and where the next one begins: from one source to the next, until all are at their end. */
    private Outcome page(Arguments arguments) {
        ServerConfig config = sources.config();
        long limit = ReservationArguments.ranged(arguments, "limit", Arguments.MAX_UNSIGNED);
        Integer subnet = ReservationArguments.knownSubnet(config, arguments);
        int source = (int) ReservationArguments.ranged(arguments, "source-index", MOST_SOURCES);
        long from = Math.max(0, arguments.integer("from", 0));
        if (limit == 0) {
            throw new RefusedException("page size of retrieved hosts must not be 0");
        }
        int most = (int) Math.min(limit, Integer.MAX_VALUE);
        ReservationTarget target = target(arguments);
        List<HostSource> databases = sources.databases();
        Page page = new Page(List.of(), from);
        while (source <= databases.size()) {
            if (source == 0 && target.isMemory()) {
                page = configured(config, subnet, from, most);
            } else if (source > 0 && target.isDatabase()) {
                page = stored(databases.get(source - 1), subnet, from, most);
            }
            if (!page.reservations().isEmpty()) {
                break;
            }
            source++;
            from = 0;
        }
        Map<String, @Nullable Object> answer = new ReservationJson(config).of(page.reservations());
        answer.put("count", (long) page.reservations().size());
        if (!page.reservations().isEmpty()) {
            answer.put("next", new TreeMap<>(Map.of("source-index", (long) source, "from", page.last())));
        }
        return found(page.reservations(), answer);
    }

    /** @param last number of the last one within its source */
    private record Page(List<Reservation> reservations, long last) {}

    /** Those of the configuration are numbered in its order. */
    private static Page configured(ServerConfig config, @Nullable Integer subnet, long from, int limit) {
        List<Reservation> all = config.hosts().reservations().all();
        List<Reservation> page = new ArrayList<>();
        long last = from;
        for (long i = from; i < all.size() && page.size() < limit; i++) {
            Reservation each = all.get((int) i);
            if (subnet == null || each.subnetId() == subnet) {
                page.add(each);
                last = i + 1;
            }
        }
        return new Page(page, last);
    }

    private static Page stored(HostSource database, @Nullable Integer subnet, long from, int limit) {
        List<Reservation> page = database.store().page(subnet, null, from, limit);
        return new Page(page, page.isEmpty() ? from : page.getLast().databaseId());
    }
}
