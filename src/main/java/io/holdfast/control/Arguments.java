package io.holdfast.control;

import io.holdfast.config.json.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one command, of which each has been checked to be of its kind. */
public final class Arguments {

    static final long MAX_UNSIGNED = 0xffff_ffffL;

    private final Map<String, JsonNode.Member> members;

    private Arguments(Map<String, JsonNode.Member> members) {
        this.members = members;
    }

    /** @throws RefusedException naming the first argument that is unknown, missing, or of another kind */
    static Arguments check(Command command, @Nullable JsonNode given) {
        String name = command.name();
        String nothing = command.phrasing().nothing(name);
        if (given == null && nothing != null && !command.arguments().isEmpty()) {
            throw new RefusedException(nothing);
        }
        return check(name, "arguments of '" + name + "'", command.phrasing(), command.arguments(), given);
    }

    /**
     * The same for a map inside the arguments.
     *
     * @param command its name
     * @param what it is, for messages
     */
    public static Arguments check(
            String command, String what, Phrasing phrasing, List<Argument> known, @Nullable JsonNode given) {
        Map<String, JsonNode.Member> members = switch (given) {
            case null -> Map.of();
            case JsonNode.Dict(var _, Map<String, JsonNode.Member> all) -> all;
            case JsonNode.Array(var _, List<JsonNode> items) when items.isEmpty() -> Map.of();
            case JsonNode other -> throw new RefusedException(what + " must be a map, not " + other.kind());
        };
        for (String name : members.keySet()) {
            if (known.stream().noneMatch(argument -> argument.name().equals(name))) {
                throw new RefusedException("unsupported parameter '" + name + "'");
            }
        }
        for (Argument argument : known) {
            JsonNode.Member member = members.get(argument.name());
            if (member == null && argument.required()) {
                throw new RefusedException(phrasing.missing(command, argument));
            }
            if (member != null && !argument.kind().fits(member.value())) {
                throw new RefusedException(phrasing.mistyped(command, argument));
            }
        }
        return new Arguments(members);
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public @Nullable JsonNode node(String name) {
        JsonNode.Member member = members.get(name);
        return member == null ? null : member.value();
    }

    /** The text of an argument that must be there. */
    public String text(String name) {
        return text(name, "");
    }

    public String text(String name, String otherwise) {
        return node(name) instanceof JsonNode.Text(var _, String value) ? value : otherwise;
    }

    public long integer(String name, long otherwise) {
        return node(name) instanceof JsonNode.Whole(var _, long value) ? value : otherwise;
    }

    /** @throws RefusedException when it is not from 0 to 4294967295 */
    public long unsigned(String name, long otherwise) {
        long value = integer(name, otherwise);
        if (value < 0 || value > MAX_UNSIGNED) {
            throw new RefusedException("'" + name + "' parameter is not a 32 bit unsigned integer: " + value);
        }
        return value;
    }

    public boolean flag(String name, boolean otherwise) {
        return node(name) instanceof JsonNode.Flag(var _, boolean value) ? value : otherwise;
    }

    /** The items of a list; none when it is absent. */
    public List<JsonNode> items(String name) {
        return node(name) instanceof JsonNode.Array(var _, List<JsonNode> items) ? items : List.of();
    }
}
