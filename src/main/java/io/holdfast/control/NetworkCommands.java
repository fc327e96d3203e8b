package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet;
import io.holdfast.config.json.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The network4 and network6 commands of Kea's library subnet_cmds, those of one protocol. */
public final class NetworkCommands {

    private static final Argument NAME = required("name", Argument.Kind.TEXT, "Its name.");
    private static final Argument ID = required("id", Argument.Kind.INTEGER, "The id of the subnet.");

    private final ConfigChanges changes;
    private final SubnetWords words;

    public NetworkCommands(ConfigChanges changes) {
        this.changes = changes;
        this.words = new SubnetWords(changes.protocol());
    }

    public List<Command> commands() {
        return List.of(
                Command.reading(
                        words.network("list"), "Tells all shared networks.", Phrasing.SUBNETS, List.of(), _ -> list()),
                Command.reading(
                        words.network("get"),
                        "Tells one shared network with its subnets.",
                        Phrasing.NETWORK_GET,
                        List.of(NAME),
                        this::get),
                Command.writing(
                        words.network("add"),
                        "Adds a shared network, with subnets if it has some.",
                        Phrasing.SUBNETS,
                        List.of(required(
                                "shared-networks", Argument.Kind.LIST, "One network, as in the configuration.")),
                        this::add),
                Command.writing(
                        words.network("del"),
                        "Removes a shared network.",
                        Phrasing.NETWORK_DEL,
                        List.of(
                                NAME,
                                optional(
                                        "subnets-action",
                                        Argument.Kind.ANY,
                                        "keep: its subnets stand alone then; delete: they go, too (keep).")),
                        this::delete),
                Command.writing(
                        words.network("subnet-add"),
                        "Puts a subnet that stands alone into a shared network.",
                        Phrasing.SUBNETS,
                        List.of(NAME, ID),
                        this::addSubnet),
                Command.writing(
                        words.network("subnet-del"),
                        "Takes a subnet out of its shared network; it stands alone then.",
                        Phrasing.SUBNETS,
                        List.of(NAME, ID),
                        this::deleteSubnet));
    }

    private Outcome list() {
        List<SharedNetwork> networks = changes.current().networks().all();
        Map<String, @Nullable Object> answer =
                named(networks.stream().map(SharedNetwork::name).toList());
        String text = words.found(networks.size(), "network");
        return networks.isEmpty() ? new Outcome.Empty(text, answer) : Outcome.done(text, answer);
    }

    private static Map<String, @Nullable Object> named(List<String> names) {
        return Map.of(
                "shared-networks",
                names.stream().map(name -> Map.of("name", name)).toList());
    }

    private Outcome get(Arguments arguments) {
        String name = arguments.text("name");
        ServerConfig config = changes.current();
        return config.networks().named(name) == null
                ? Outcome.empty("No '" + name + "' shared network found")
                : Outcome.done(
                        "Info about " + words.version() + " shared network '" + name + "' returned",
                        Map.of("shared-networks", List.of(new SubnetJson(config).network(name))));
    }

    private Outcome add(Arguments arguments) {
        List<JsonNode> given = arguments.items("shared-networks");
        if (given.size() != 1) {
            throw new RefusedException("invalid number of networks specified for the '" + words.network("add")
                    + "' command. Expected one network");
        }
        if (!(given.getFirst() instanceof JsonNode.Dict network)) {
            throw new RefusedException("invalid network information specified for the '" + words.network("add")
                    + "' command. Expected a map");
        }
        String name = network.get("name") instanceof JsonNode.Text(var _, String text) ? text : "";
        return changes.amend(
                draft -> {
                    if (draft.network(name) != null) {
                        throw new RefusedException("duplicate network '" + name + "' found in the configuration");
                    }
                    needIds(network);
                    draft.networks().add(network);
                    return null;
                },
                _ -> Outcome.done(
                        "A new " + words.version() + " shared network '" + name + "' added", named(List.of(name))));
    }

    private void needIds(JsonNode.Dict network) {
        if (network.get(words.key()) instanceof JsonNode.Array(var _, List<JsonNode> subnets)) {
            for (JsonNode each : subnets) {
                if (each instanceof JsonNode.Dict subnet) {
                    SubnetCommands.needId(subnet);
                }
            }
        }
    }

    private Outcome delete(Arguments arguments) {
        String name = arguments.text("name");
        if (arguments.has("subnets-action") && !(arguments.node("subnets-action") instanceof JsonNode.Text)) {
            throw new RefusedException("subnets-action parameter for " + words.network("del")
                    + " command must be a string. Supported values are: 'keep' and 'delete'.");
        }
        String action = arguments.text("subnets-action", "keep");
        if (!action.equals("keep") && !action.equals("delete")) {
            throw new RefusedException("Invalid value for subnets-action parameter: " + action
                    + ", Supported values: 'keep' and 'delete'.");
        }
        return changes.amend(
                draft -> {
                    JsonNode.Dict network = draft.network(name);
                    if (network == null) {
                        return Outcome.empty("no shared network with name '" + name + "' found");
                    }
                    draft.networks().removeIf(each -> each == network);
                    if (action.equals("keep")) {
                        draft.subnets().addAll(draft.subnets(network));
                    }
                    return null;
                },
                _ -> Outcome.done(words.version() + " shared network '" + name + "' deleted", named(List.of(name))));
    }

    private Outcome addSubnet(Arguments arguments) {
        String name = arguments.text("name");
        long id = arguments.integer("id", 0);
        return changes.amend(
                draft -> {
                    JsonNode.Dict network = draft.network(name);
                    if (network == null) {
                        return noNetwork(name);
                    }
                    ConfigDraft.Place place = place(draft, id);
                    if (place == null) {
                        return Outcome.empty("no " + words.version() + " subnet with id '" + id + "' found");
                    }
                    if (place.network() != null) {
                        throw new RefusedException("subnet " + id
                                + " being added to a shared network already belongs to a shared network");
                    }
                    place.remove();
                    draft.subnets(network).add(place.subnet());
                    return null;
                },
                config -> moved(config, id, "is now part of shared network '" + name + "'"));
    }

    private Outcome deleteSubnet(Arguments arguments) {
        String name = arguments.text("name");
        long id = arguments.integer("id", 0);
        return changes.amend(
                draft -> {
                    JsonNode.Dict network = draft.network(name);
                    if (network == null) {
                        return noNetwork(name);
                    }
                    ConfigDraft.Place place = place(draft, id);
                    if (place == null || place.network() != network) {
                        return Outcome.empty("The " + words.version() + " subnet with id " + id
                                + " is not part of the shared network with name '" + name + "' found");
                    }
                    place.remove();
                    draft.subnets().add(place.subnet());
                    return null;
                },
                config -> moved(config, id, "is now removed from shared network '" + name + "'"));
    }

    private static ConfigDraft.@Nullable Place place(ConfigDraft draft, long id) {
        return id < 1 || id > Arguments.MAX_UNSIGNED ? null : draft.subnet((int) id);
    }

    private Outcome noNetwork(String name) {
        return Outcome.empty("no " + words.version() + " shared network with name '" + name + "' found");
    }

    private Outcome moved(ServerConfig config, long id, String where) {
        Subnet subnet = Objects.requireNonNull(config.subnets().withId((int) id), "it was there");
        return Outcome.done(words.version() + " subnet " + ConfigDraft.prefix(subnet) + " (id " + id + ") " + where);
    }
}
