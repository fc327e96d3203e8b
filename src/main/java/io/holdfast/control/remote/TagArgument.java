package io.holdfast.control.remote;

import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The argument {@code server-tags} by the rules of the different families; those that do not have it do not know it. */
public final class TagArgument {

    private static final String NAME = "server-tags";

    /** Of an object that is for one server or for all. */
    public static final Argument ONE =
            Argument.required(NAME, Argument.Kind.LIST, "Exactly one: the tag of the server it is for; all.");

    /** Of an object that can be for several servers. */
    public static final Argument SOME =
            Argument.required(NAME, Argument.Kind.LIST, "At least one: the tags of the servers it is for; all.");

    /** Of a list. */
    static final Argument WANTED = Argument.required(
            NAME,
            Argument.Kind.LIST,
            "For which servers, at least one; all for all alone; null for what is for nobody.");

    private TagArgument() {}

    public static String one(Arguments arguments) {
        List<JsonNode> tags = arguments.items(NAME);
        if (tags.size() != 1) {
            throw new RefusedException("'server-tags' must have exactly one server tag, not " + tags.size());
        }
        return switch (tags.getFirst()) {
            case JsonNode.Text(var _, String tag) when isGood(tag) -> tag;
            case JsonNode other ->
                throw new RefusedException(
                        "'server-tags' must have the tag of a server, which is text, not " + shown(other));
        };
    }

    public static List<String> some(Arguments arguments) {
        return each(given(arguments));
    }

    /** Each once; what is for all is not for one of them besides. */
    public static List<String> each(List<String> tags) {
        if (tags.stream().anyMatch(TagArgument::isAll)) {
            return List.of(StoredObject.ALL);
        }
        SortedMap<String, String> each = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tags.forEach(tag -> each.putIfAbsent(tag, tag));
        return List.copyOf(each.values());
    }

    private static List<String> given(Arguments arguments) {
        TagChoice choice = wanted(arguments);
        if (choice.unassigned()) {
            throw new RefusedException("'server-tags' cannot have null here: an object is set for servers");
        }
        return choice.tags();
    }

    static TagChoice wanted(Arguments arguments) {
        List<String> tags = new ArrayList<>();
        boolean unassigned = false;
        for (JsonNode item : arguments.items(NAME)) {
            switch (item) {
                case JsonNode.Nothing _ -> unassigned = true;
                case JsonNode.Text(var _, String tag) when isGood(tag) -> tags.add(tag);
                default ->
                    throw new RefusedException(
                            "'server-tags' must have tags of servers, which are texts, not " + shown(item));
            }
        }
        if (tags.isEmpty() && !unassigned) {
            throw new RefusedException("'server-tags' must not be empty");
        }
        return new TagChoice(tags, unassigned);
    }

    /** Whatever there is: for servers, for all, for nobody. */
    public static TagChoice everybody(ConfigReading db) {
        List<String> tags = new ArrayList<>(List.of(StoredObject.ALL));
        db.list(ObjectKind.SERVER, TagChoice.of(StoredObject.ALL))
                .forEach(server -> tags.add(String.valueOf(server.members().get("server-tag"))));
        return new TagChoice(tags.stream().distinct().toList(), true);
    }

    /** The servers for which at least one of these is. */
    static List<String> union(List<StoredObject> objects) {
        return objects.stream()
                .flatMap(object -> object.serverTags().stream())
                .distinct()
                .toList();
    }

    public static boolean isAll(String tag) {
        return tag.equalsIgnoreCase(StoredObject.ALL);
    }

    private static boolean isGood(String tag) {
        return !tag.isBlank() && !tag.toLowerCase(Locale.ROOT).equals("any");
    }

    private static String shown(JsonNode item) {
        return item instanceof JsonNode.Text(var _, String text) ? "'" + text + "'" : item.kind();
    }
}
