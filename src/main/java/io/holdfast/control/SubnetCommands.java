package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.config.json.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The subnet4 and subnet6 commands of Kea's library subnet_cmds, those of one protocol. */
public final class SubnetCommands {

    private static final long MAX_ID = 4_294_967_294L;

    private final ConfigChanges changes;
    private final SubnetWords words;

    public SubnetCommands(ConfigChanges changes) {
        this.changes = changes;
        this.words = new SubnetWords(changes.protocol());
    }

    public List<Command> commands() {
        return List.of(
                Command.reading(words.subnet("list"), "Tells all subnets.", Phrasing.SUBNETS, List.of(), _ -> list()),
                Command.reading(
                        words.subnet("get"),
                        "Tells one subnet with everything it inherits.",
                        Phrasing.SUBNET_GET,
                        List.of(
                                optional("id", Argument.Kind.INTEGER, "Its id."),
                                optional("subnet", Argument.Kind.TEXT, "Or its prefix.")),
                        this::get),
                changing("add", "Adds a subnet.", this::add),
                changing("update", "Puts a subnet in the place of the one with its id.", this::replace),
                Command.writing(
                        words.subnet("del"),
                        "Removes a subnet and its reservations; its leases stay.",
                        Phrasing.SUBNET_DEL,
                        List.of(required("id", Argument.Kind.INTEGER, "Its id.")),
                        this::delete),
                changing("delta-add", "Adds to a subnet, or overwrites, what is given.", this::deltaAdd),
                changing("delta-del", "Removes what is given from a subnet.", this::deltaDelete));
    }

    private Command changing(String what, String summary, Function<JsonNode.Dict, Outcome> does) {
        String name = words.subnet(what);
        return Command.writing(
                name,
                summary,
                Phrasing.SUBNETS,
                List.of(required(words.key(), Argument.Kind.LIST, "One subnet, as in the configuration.")),
                arguments -> does.apply(oneSubnet(name, arguments.items(words.key()))));
    }

    private JsonNode.Dict oneSubnet(String command, List<JsonNode> given) {
        if (given.size() != 1) {
            throw new RefusedException(
                    "invalid number of subnets specified for the '" + command + "' command. Expected one subnet");
        }
        if (!(given.getFirst() instanceof JsonNode.Dict subnet)) {
            throw new RefusedException(
                    "invalid subnet information specified for the '" + command + "' command. Expected a map");
        }
        if (subnet.get("reservations") != null) {
            throw new RefusedException("must not specify host reservations with '" + command + "'."
                    + (command.endsWith("-add") ? " Use 'reservation-add' to add a reservation to a subnet" : ""));
        }
        return subnet;
    }

    private Outcome list() {
        List<? extends Subnet> subnets = changes.current().subnets();
        Map<String, @Nullable Object> answer =
                Map.of("subnets", subnets.stream().map(SubnetCommands::listed).toList());
        String text = words.found(subnets.size(), "subnet");
        return subnets.isEmpty() ? new Outcome.Empty(text, answer) : Outcome.done(text, answer);
    }

    private static Map<String, @Nullable Object> listed(Subnet subnet) {
        Map<String, @Nullable Object> map = brief(subnet);
        map.put("shared-network-name", subnet.policy().network());
        return map;
    }

    private static Map<String, @Nullable Object> brief(Subnet subnet) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", Integer.toUnsignedLong(subnet.id()));
        map.put("subnet", ConfigDraft.prefix(subnet));
        return map;
    }

    private Outcome get(Arguments arguments) {
        if (arguments.has("id") && arguments.has("subnet")) {
            throw new RefusedException("invalid number of arguments 2 for the '" + words.subnet("get")
                    + "' command. Expecting 'id' or 'subnet'");
        }
        if (!arguments.has("id") && !arguments.has("subnet")) {
            throw new RefusedException("'id' or 'subnet' parameter required");
        }
        ServerConfig config = changes.current();
        Subnet subnet = arguments.has("subnet")
                ? withPrefix(config, arguments.text("subnet"))
                : withId(config, arguments.integer("id", 0));
        if (subnet == null) {
            return Outcome.empty(
                    arguments.has("subnet")
                            ? "No " + arguments.text("subnet") + " subnet found"
                            : "No subnet with id " + arguments.integer("id", 0) + " found");
        }
        return Outcome.done(
                "Info about " + words.version() + " subnet " + ConfigDraft.prefix(subnet) + " (id "
                        + Integer.toUnsignedLong(subnet.id()) + ") returned",
                Map.of(words.key(), List.of(new SubnetJson(config).subnet(subnet.id()))));
    }

    private static @Nullable Subnet withId(ServerConfig config, long id) {
        return id < 1 || id > MAX_ID ? null : config.subnets().withId((int) id);
    }

    private @Nullable Subnet withPrefix(ServerConfig config, String text) {
        String prefix = ConfigDraft.canonical(words.protocol(), text);
        for (Subnet subnet : config.subnets()) {
            if (ConfigDraft.prefix(subnet).equals(prefix)) {
                return subnet;
            }
        }
        return null;
    }

    private Outcome add(JsonNode.Dict subnet) {
        return changes.amend(
                draft -> {
                    refuseTaken(draft, subnet);
                    draft.subnets().add(subnet);
                    return null;
                },
                config -> changed("added", config, ConfigDraft.id(subnet)));
    }

    /** @throws RefusedException when its id or its prefix is another subnet's */
    private void refuseTaken(ConfigDraft draft, JsonNode.Dict subnet) {
        needId(subnet);
        if (withId(draft.present(), ConfigDraft.id(subnet)) != null) {
            throw new RefusedException(
                    "ID of the new " + words.version() + " subnet '" + ConfigDraft.id(subnet) + "' is already in use");
        }
        if (subnet.get("subnet") instanceof JsonNode.Text(var _, String text)
                && withPrefix(draft.present(), text) != null) {
            throw new RefusedException(
                    "subnet with the prefix of '" + ConfigDraft.canonical(words.protocol(), text) + "' already exists");
        }
    }

    /** Ids that nobody chose would be others after the next change. */
    static void needId(JsonNode.Dict subnet) {
        if (subnet.get("id") == null) {
            throw new RefusedException("subnet configuration failed: missing parameter 'id' (" + subnet.at() + ")");
        }
    }

    private Outcome replace(JsonNode.Dict subnet) {
        return update("update", subnet, (_, old) -> withReservations(old, subnet));
    }

    private static JsonNode.Dict withReservations(JsonNode.Dict old, JsonNode.Dict next) {
        JsonNode reservations = old.get("reservations");
        if (reservations == null) {
            return next;
        }
        JsonNode.Dict whole = ConfigDraft.copy(next);
        whole.members().put("reservations", ConfigDraft.member(reservations));
        return whole;
    }

    private Outcome deltaAdd(JsonNode.Dict subnet) {
        return update("delta-add", subnet, (delta, old) -> delta.add(old, subnet));
    }

    private Outcome deltaDelete(JsonNode.Dict subnet) {
        return update("delta-del", subnet, (delta, old) -> delta.delete(old, subnet));
    }

    /** Makes of the subnet that is there the one that is to be. */
    @FunctionalInterface
    private interface Change {
        JsonNode.Dict of(SubnetDelta delta, JsonNode.Dict old);
    }

    private Outcome update(String what, JsonNode.Dict given, Change change) {
        long id = idOf(words.subnet(what), given);
        return changes.amend(
                draft -> {
                    ConfigDraft.Place place = draft.subnet((int) id);
                    if (place == null) {
                        throw new RefusedException("Can't find subnet '" + id + "' to update");
                    }
                    place.replace(change.of(new SubnetDelta(draft.present()), place.subnet()));
                    return null;
                },
                config -> changed("updated", config, id));
    }

    private static long idOf(String command, JsonNode.Dict subnet) {
        JsonNode node = subnet.get("id");
        if (node == null) {
            throw new RefusedException("must specify subnet id with '" + command + "' command.");
        }
        if (!(node instanceof JsonNode.Whole(var _, long id))) {
            throw new RefusedException("invalid type specified for parameter 'id' (" + node.at() + ")");
        }
        if (id < 1 || id > MAX_ID) {
            throw new RefusedException(
                    "The 'id' value (" + id + ") is not within expected range: (1 - " + MAX_ID + ")");
        }
        return id;
    }

    private Outcome changed(String what, ServerConfig config, long id) {
        Subnet subnet = config.subnets().withId((int) id);
        return Outcome.done(
                words.version() + " subnet " + what,
                Map.of("subnets", subnet == null ? List.of() : List.of(brief(subnet))));
    }

    private Outcome delete(Arguments arguments) {
        long id = arguments.integer("id", 0);
        Subnet[] gone = new Subnet[1];
        return changes.amend(
                draft -> {
                    Subnet subnet = withId(draft.present(), id);
                    ConfigDraft.Place place = subnet == null ? null : draft.subnet(subnet.id());
                    if (subnet == null || place == null) {
                        return Outcome.empty("no subnet with id " + id + " found");
                    }
                    gone[0] = subnet;
                    place.remove();
                    return null;
                },
                _ -> Outcome.done(
                        words.version() + " subnet " + ConfigDraft.prefix(gone[0]) + " (id " + id + ") deleted",
                        Map.of("subnets", List.of(brief(gone[0])))));
    }
}
