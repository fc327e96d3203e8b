package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kea's command protocol: a request {@code {"command": name, "arguments": ..., "service": [...]}} to an outcome. How
 * requests and answers travel is the caller's business.
 *
 * <p>Kea has a server for each protocol, with sockets of its own; here one process may be both. {@code service} says who
 * is meant. Without it a command that only one of them knows goes there, and else the place decides where the request
 * came in.
 */
public final class CommandProtocol {

    private static final Set<String> KEYS = Set.of("command", "arguments", "service", "remote-address");

    private final Services services;

    public CommandProtocol(Services services) {
        this.services = services;
    }

    /**
     * Carries out a request by each of the services it names; what is not a request gets an error with Kea's wording.
     *
     * @param place whose socket it came in at; absent for one that is nobody's
     * @return the answers in the order of {@code service}, at least one
     */
    public List<Outcome> answers(JsonNode request, @Nullable Protocol place) {
        JsonNode service = request instanceof JsonNode.Dict dict ? dict.get("service") : null;
        return switch (service) {
            case null -> List.of(answer(request, named(request, place)));
            case JsonNode.Array(var _, List<JsonNode> names)
            when names.isEmpty() -> List.of(answer(request, named(request, place)));
            case JsonNode.Array(var _, List<JsonNode> names) ->
                names.stream().map(name -> addressed(request, name, place)).toList();
            case JsonNode _ -> List.of(new Outcome.Refused("service value must be a list"));
        };
    }

    /** The same where there is place for one answer only: of several services it is the one whose socket it is. */
    public Outcome answer(JsonNode request, @Nullable Protocol place) {
        if (request instanceof JsonNode.Dict dict
                && dict.get("service") instanceof JsonNode.Array(var _, List<JsonNode> names)
                && names.size() > 1) {
            return place != null
                            && names.stream().anyMatch(name -> place.label().equals(name.plain()))
                    ? addressed(request, new JsonNode.Text(dict.at(), place.label()), place)
                    : new Outcome.Refused("service value has more than one item");
        }
        return answers(request, place).getFirst();
    }

    private Outcome addressed(JsonNode request, JsonNode service, @Nullable Protocol place) {
        if (!(service instanceof JsonNode.Text(var _, String name))) {
            return new Outcome.Refused("service name must be a string");
        }
        if (name.isEmpty()) {
            return answer(request, named(request, place));
        }
        Map<Protocol, CommandRegistry> all = services.configured();
        for (Map.Entry<Protocol, CommandRegistry> each : all.entrySet()) {
            if (each.getKey().label().equals(name)) {
                return answer(request, each.getValue());
            }
        }
        return all.isEmpty()
                ? starting()
                : new Outcome.Refused("unsupported service '" + name + "', expected '"
                        + all.keySet().stream().map(Protocol::label).collect(Collectors.joining("' or '"))
                        + "'");
    }

    /** Who is meant when it is not said; absent while nobody serves. */
    private @Nullable CommandRegistry named(JsonNode request, @Nullable Protocol place) {
        Map<Protocol, CommandRegistry> all = services.configured();
        String command = request instanceof JsonNode.Dict dict
                        && dict.get("command") instanceof JsonNode.Text(var _, String text)
                ? text
                : "";
        List<CommandRegistry> knowing =
                all.values().stream().filter(each -> each.knows(command)).toList();
        if (knowing.size() == 1) {
            return knowing.getFirst();
        }
        CommandRegistry local = place == null ? null : all.get(place);
        if (local != null) {
            return local;
        }
        CommandRegistry four = all.get(Protocol.DHCP4);
        return four != null ? four : all.get(Protocol.DHCP6);
    }

    private static Outcome answer(JsonNode request, @Nullable CommandRegistry registry) {
        if (registry == null) {
            return starting();
        }
        if (!(request instanceof JsonNode.Dict dict)) {
            return invalid("expected toplevel entry to be a map, got " + request.kind() + " instead");
        }
        JsonNode command = dict.get("command");
        if (command == null) {
            return invalid("does not contain mandatory 'command'");
        }
        for (String key : dict.members().keySet()) {
            if (!KEYS.contains(key)) {
                return invalid("unsupported parameter '" + key + "'");
            }
        }
        if (!(command instanceof JsonNode.Text(var _, String name))) {
            return invalid("expected 'command' to be a string, got " + command.kind() + " instead");
        }
        return registry.run(name, dict.get("arguments"));
    }

    private static Outcome starting() {
        return new Outcome.Unavailable("the server is only starting");
    }

    private static Outcome invalid(String why) {
        return new Outcome.Refused("Error during command processing: invalid command: " + why);
    }
}
