package io.holdfast.control;

import io.holdfast.config.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kea's command protocol: a request {@code {"command": name, "arguments": ..., "service": [...]}} to an outcome. How
 * requests and answers travel is the caller's business.
 */
public final class CommandProtocol {

    /** The name by which {@code service} addresses this server. */
    public static final String SERVICE = "dhcp4";

    private static final Set<String> KEYS = Set.of("command", "arguments", "service", "remote-address");

    private final CommandRegistry registry;

    public CommandProtocol(CommandRegistry registry) {
        this.registry = registry;
    }

    /** Carries out a request; what is not a request gets an error with Kea's wording. */
    public Outcome answer(JsonNode request) {
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

    /** What is wrong with the {@code service} of a request that came by HTTP; absent when nothing is. */
    public static @Nullable Outcome misdirected(JsonNode request) {
        JsonNode service = request instanceof JsonNode.Dict dict ? dict.get("service") : null;
        return switch (service) {
            case null -> null;
            case JsonNode.Array(var _, List<JsonNode> names) when names.isEmpty() -> null;
            case JsonNode.Array(var _, List<JsonNode> names)
            when names.size() > 1 -> new Outcome.Refused("service value has more than one item");
            case JsonNode.Array(var _, List<JsonNode> names) -> misnamed(names.getFirst());
            case JsonNode _ -> new Outcome.Refused("service value must be a list");
        };
    }

    private static @Nullable Outcome misnamed(JsonNode service) {
        if (!(service instanceof JsonNode.Text(var _, String name))) {
            return new Outcome.Refused("service name must be a string");
        }
        return name.isEmpty() || name.equals(SERVICE)
                ? null
                : new Outcome.Refused("unsupported service '" + name + "', expected '" + SERVICE + "'");
    }

    private static Outcome invalid(String why) {
        return new Outcome.Refused("Error during command processing: invalid command: " + why);
    }
}
