package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lease4-get and lease6-get commands, those of one protocol. */
public final class LeaseQueries {

    private static final int STEP = 10_000;

    private final LeaseWords words;
    private final Supplier<LeaseStore> leases;

    /** @param leases the store in use; throws {@code BackendUnavailable} while there is none */
    public LeaseQueries(Protocol protocol, Supplier<LeaseStore> leases) {
        this.words = LeaseWords.of(protocol);
        this.leases = leases;
    }

    public List<Command> commands() {
        return List.of(
                reading("get", "Tells one lease.", this::one, LeaseChoice.arguments(words)),
                reading(
                        "get-all",
                        "Tells all leases, or those of some subnets.",
                        this::all,
                        List.of(optional("subnets", Argument.Kind.LIST, "Ids of subnets."))),
                reading(
                        "get-page",
                        "Tells the leases after an address, as many as are wanted.",
                        this::page,
                        List.of(
                                required("from", Argument.Kind.TEXT, "\"start\", or the last address of a page."),
                                required("limit", Argument.Kind.INTEGER, "How many leases, from 1."))),
                reading(
                        "get-by-hw-address",
                        "Tells the leases of a hardware address.",
                        arguments -> found(collect(LeaseFilter.ALL.withHardware(
                                LeaseArguments.hardware(notEmpty(arguments, "hw-address"), "hw-address")))),
                        List.of(required("hw-address", Argument.Kind.TEXT, "Its bytes in hexadecimal."))),
                byIdentifier(),
                reading(
                        "get-by-hostname",
                        "Tells the leases with a host name.",
                        arguments -> found(collect(LeaseFilter.ALL.withHostname(
                                notEmpty(arguments, "hostname").text("hostname").toLowerCase(Locale.ROOT)))),
                        List.of(required("hostname", Argument.Kind.TEXT, "The name; upper and lower case are one."))),
                reading(
                        "get-by-state",
                        "Tells the leases in a state.",
                        this::byState,
                        List.of(
                                required(
                                        "state",
                                        Argument.Kind.TEXT_OR_INTEGER,
                                        "0 default (or assigned), 1 declined, 2 expired-reclaimed, 3 released, 4 registered."),
                                optional("subnet-id", Argument.Kind.INTEGER, "Only those of this subnet."))));
    }

    /** What identifies a client beside its hardware address. */
    private Command byIdentifier() {
        return switch (words) {
            case V4 ->
                reading(
                        "get-by-client-id",
                        "Tells the leases of a client identifier.",
                        arguments -> found(
                                collect(LeaseFilter.ALL.withClientId(LeaseArguments.clientId(arguments, "client-id")))),
                        List.of(required("client-id", Argument.Kind.TEXT, "Its bytes in hexadecimal.")));
            case V6 ->
                reading(
                        "get-by-duid",
                        "Tells the leases of a DUID.",
                        arguments -> found(collect(LeaseFilter.ALL.withDuid(LeaseArguments.duid(arguments, "duid")))),
                        List.of(required("duid", Argument.Kind.TEXT, "Its bytes in hexadecimal.")));
        };
    }

    private Command reading(String what, String summary, Operation does, List<Argument> takes) {
        return Command.reading(words.command(what), summary, Phrasing.LEASES, takes, does);
    }

    private Outcome one(Arguments arguments) {
        Lease lease = LeaseChoice.of(words, arguments).find(leases.get());
        return lease == null
                ? Outcome.empty("Lease not found.")
                : Outcome.done(words.version() + " lease found.", LeaseJson.of(lease));
    }

    private Outcome all(Arguments arguments) {
        if (!arguments.has("subnets")) {
            return found(collect(LeaseFilter.ALL));
        }
        Set<Integer> ids = new LinkedHashSet<>();
        for (JsonNode item : arguments.items("subnets")) {
            if (!(item instanceof JsonNode.Whole(var _, long id))) {
                throw new RefusedException("listed subnet identifiers must be numbers");
            }
            if (id < 0 || id > Arguments.MAX_UNSIGNED) {
                throw new RefusedException("out of range subnet identifier " + id);
            }
            ids.add((int) id);
        }
        return found(ids.isEmpty() ? List.of() : collect(LeaseFilter.ALL.inSubnets(ids)));
    }

    private Outcome page(Arguments arguments) {
        String from = arguments.text("from");
        IpAddress after = null;
        if (!from.equals("start")) {
            try {
                after = words.address(from);
            } catch (IllegalArgumentException e) {
                throw new RefusedException("'from' parameter value is neither 'start' keyword nor a valid "
                        + words.version() + " address");
            }
        }
        long limit = arguments.unsigned("limit", 0);
        if (limit == 0) {
            throw new RefusedException("'limit' parameter must not be 0.");
        }
        List<Lease> page = collect(LeaseFilter.ALL.after(after), limit);
        Map<String, @Nullable Object> answer = LeaseJson.of(page);
        answer.put("count", (long) page.size());
        return found(page, "found.", answer);
    }

    private Outcome byState(Arguments arguments) {
        JsonNode wanted = arguments.node("state");
        LeaseState state = switch (wanted) {
            case JsonNode.Whole(var _, long number)
            when number >= 0 && number < LeaseState.values().length -> LeaseState.of(number);
            case JsonNode.Text(var _, String name) -> state(name);
            case null, default -> null;
        };
        long subnetId = arguments.unsigned("subnet-id", 0);
        String where = subnetId == 0 ? "." : " in subnet " + subnetId + ".";
        if (state == null) {
            return found(
                    List.of(), "found with state " + arguments.integer("state", 0) + where, LeaseJson.of(List.of()));
        }
        LeaseFilter filter = LeaseFilter.ALL.inState(state);
        List<Lease> leases = collect(subnetId == 0 ? filter : filter.inSubnets(Set.of((int) subnetId)));
        return found(
                leases, "found with state " + state.text() + " (" + state.number() + ")" + where, LeaseJson.of(leases));
    }

    private static LeaseState state(String name) {
        if (name.isEmpty()) {
            throw new RefusedException("'state' parameter is empty");
        }
        for (LeaseState state : LeaseState.values()) {
            if (state.text().equals(name)) {
                return state;
            }
        }
        if (name.equals("assigned")) {
            return LeaseState.DEFAULT;
        }
        throw new RefusedException("'state' parameter value (" + name + ") is not recognized");
    }

    private static Arguments notEmpty(Arguments arguments, String name) {
        if (arguments.text(name).isEmpty()) {
            throw new RefusedException("'" + name + "' parameter must not be empty");
        }
        return arguments;
    }

    private List<Lease> collect(LeaseFilter filter) {
        return collect(filter, Long.MAX_VALUE);
    }

    /** In steps, so that no single reading of the store is as long as the answer. */
    private List<Lease> collect(LeaseFilter filter, long limit) {
        LeaseStore store = leases.get();
        List<Lease> all = new ArrayList<>();
        LeaseFilter next = filter;
        while (all.size() < limit) {
            int wanted = (int) Math.min(STEP, limit - all.size());
            List<Lease> page = store.page(next, wanted);
            all.addAll(page);
            if (page.size() < wanted) {
                break;
            }
            next = next.after(page.getLast().address());
        }
        return all;
    }

    private Outcome found(List<Lease> leases) {
        return found(leases, "found.", LeaseJson.of(leases));
    }

    private Outcome found(List<Lease> leases, String rest, Map<String, @Nullable Object> answer) {
        String text = leases.size() + " " + words.version() + " lease(s) " + rest;
        return leases.isEmpty() ? new Outcome.Empty(text, answer) : Outcome.done(text, answer);
    }
}
