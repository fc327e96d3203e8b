package io.holdfast.control.remote;

import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.RefusedException;
import java.util.List;
import java.util.Locale;

/** The argument {@code server-tags} of an object that is for one server or for all. */
final class TagArgument {

    private static final String NAME = "server-tags";

    static final Argument ONE =
            Argument.required(NAME, Argument.Kind.LIST, "Exactly one: the tag of the server it is for; all.");

    private TagArgument() {}

    static String one(Arguments arguments) {
        List<JsonNode> tags = arguments.items(NAME);
        if (tags.size() != 1) {
            throw new RefusedException("'server-tags' must have exactly one server tag, not " + tags.size());
        }
        return switch (tags.getFirst()) {
            case JsonNode.Text(var _, String tag) when isGood(tag) -> tag;
            case JsonNode.Text(var _, String tag) ->
                throw new RefusedException("'server-tags' must have the tag of a server, not '" + tag + "'");
            case JsonNode other ->
                throw new RefusedException(
                        "'server-tags' must have the tag of a server, which is text, not " + other.kind());
        };
    }

    static boolean isAll(String tag) {
        return tag.equalsIgnoreCase(StoredObject.ALL);
    }

    private static boolean isGood(String tag) {
        return !tag.isBlank() && !tag.toLowerCase(Locale.ROOT).equals("any");
    }
}
