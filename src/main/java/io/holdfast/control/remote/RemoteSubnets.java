package io.holdfast.control.remote;

import io.holdfast.address.AddressRange;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code remote-subnet4-*} and {@code remote-subnet6-*}. */
final class RemoteSubnets {

    private static final String FAMILY = "subnet";
    private static final String LIST = "subnets";
    private static final String NETWORK = "shared-network-name";

    private static final List<Argument> BY_ID = List.of(Argument.required("id", Argument.Kind.INTEGER, "Its id."));
    private static final List<Argument> BY_PREFIX =
            List.of(Argument.required("subnet", Argument.Kind.TEXT, "Its prefix."));

    private static final Argument WITH_ID = Argument.required(LIST, Argument.Kind.LIST, "One subnet with its id.");
    private static final Argument WITH_PREFIX =
            Argument.required(LIST, Argument.Kind.LIST, "One subnet with its prefix as subnet.");
    private static final Argument WHOLE = Argument.required(
            LIST,
            Argument.Kind.LIST,
            "One subnet, as in the configuration, with shared-network-name, a text or null, and without reservations.");

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteSubnets(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command(FAMILY, "list"),
                        "Lists the subnets of some servers in a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.WANTED),
                        this::list),
                Command.reading(
                        words.command(FAMILY, "get-by-id"),
                        "Tells one subnet of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(WITH_ID),
                        arguments -> get(arguments, Optional.of(id(arguments)))),
                Command.reading(
                        words.command(FAMILY, "get-by-prefix"),
                        "Tells one subnet of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(WITH_PREFIX),
                        arguments -> get(arguments, idOfPrefix(arguments))),
                Command.writing(
                        words.command(FAMILY, "set"),
                        "Puts a subnet into a configuration database, in the place of the one with its id.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WHOLE, TagArgument.SOME),
                        this::set),
                Command.writing(
                        words.command(FAMILY, "del-by-id"),
                        "Removes a subnet from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WITH_ID),
                        arguments -> delete(arguments, Optional.of(id(arguments)))),
                Command.writing(
                        words.command(FAMILY, "del-by-prefix"),
                        "Removes a subnet from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WITH_PREFIX),
                        arguments -> delete(arguments, idOfPrefix(arguments))));
    }

    static long id(Arguments arguments) {
        return Items.named(arguments, LIST, BY_ID).unsigned("id", 0);
    }

    private Optional<Long> idOfPrefix(Arguments arguments) {
        String prefix = Items.named(arguments, LIST, BY_PREFIX).text("subnet");
        checkPrefix(prefix);
        return desk.look(arguments, db -> db.subnetId(prefix));
    }

    private AddressRange checkPrefix(String prefix) {
        try {
            if (prefix.indexOf('/') < 0) {
                throw new RefusedException("'" + prefix + "' is no prefix: it has no length");
            }
            return ProtocolTerms.pool(desk.protocol(), prefix);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private Outcome list(Arguments arguments) {
        TagChoice choice = TagArgument.wanted(arguments);
        return desk.read(arguments, db -> {
            List<Map<String, @Nullable Object>> all = db.list(ObjectKind.SUBNET, choice).stream()
                    .map(RemoteSubnets::brief)
                    .toList();
            return Answer.found(all.size() + " " + words.ip() + " subnet(s) found.", LIST, all);
        });
    }

    private static Map<String, @Nullable Object> brief(StoredObject subnet) {
        Map<String, @Nullable Object> brief = new LinkedHashMap<>();
        for (String name : List.of("id", "subnet", NETWORK)) {
            brief.put(name, subnet.members().get(name));
        }
        return Items.withMetadata(brief, subnet);
    }

    private Outcome get(Arguments arguments, Optional<Long> id) {
        ShownForm form = new ShownForm(desk.current());
        return desk.read(
                arguments,
                db -> id.flatMap(known -> db.find(new ObjectKey.Subnet(known)))
                        .map(subnet -> Answer.found(words.ip() + " subnet found.", LIST, List.of(form.subnet(subnet))))
                        .orElse(Answer.nothing(words.ip() + " subnet not found.", LIST)));
    }

    private Outcome set(Arguments arguments) {
        List<String> tags = TagArgument.some(arguments);
        JsonNode.Dict given = Items.object(arguments, LIST);
        String network = network(given);
        Map<String, JsonNode.Member> file = new LinkedHashMap<>(given.members());
        file.remove(NETWORK); // a file says it by where the subnet stands
        Map<String, @Nullable Object> stored = new StoredForm(desk.current())
                .of(
                        new JsonNode.Dict(given.at(), file),
                        ProtocolTerms.subnets(desk.protocol()),
                        StoredKeywords.SUBNET,
                        LIST);
        if (!(stored.get("id") instanceof Long id) || !(stored.get("subnet") instanceof String prefix)) {
            throw new RefusedException("a subnet must have 'id' and 'subnet'");
        }
        checkPrefix(prefix);
        if (network != null) {
            stored.put(NETWORK, network);
        }
        return desk.put(
                arguments,
                new ObjectKey.Subnet(id),
                new StoredObject(stored, tags),
                "subnet " + id + " set",
                echo(id, prefix));
    }

    /** In a list, as other commands have it, and alone, as Kea's description of this one has it. */
    private Answer echo(long id, String prefix) {
        Map<String, @Nullable Object> echo = new LinkedHashMap<>();
        echo.put("id", id);
        echo.put("subnet", prefix);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(LIST, List.of(echo));
        answer.putAll(echo);
        return new Answer(words.ip() + " subnet successfully set.", answer, false);
    }

    private static @Nullable String network(JsonNode.Dict subnet) {
        return switch (subnet.get(NETWORK)) {
            case JsonNode.Text(var _, String name) when !name.isEmpty() -> name;
            case JsonNode.Nothing _ -> null;
            case null ->
                throw new RefusedException("a subnet must have 'shared-network-name': a network's name, or null");
            case JsonNode other ->
                throw new RefusedException(
                        "'shared-network-name' must be a network's name or null (" + other.at() + ")");
        };
    }

    private Outcome delete(Arguments arguments, Optional<Long> id) {
        String what = words.ip() + " subnet";
        return id.isEmpty()
                ? desk.unchanged(arguments, Answer.deleted(what, 0))
                : desk.delete(arguments, new ObjectKey.Subnet(id.get()), what, "subnet " + id.get() + " deleted");
    }

    static ObjectKey key(StoredObject subnet) {
        return new ObjectKey.Subnet(subnet.members().get("id") instanceof Number id ? id.longValue() : 0);
    }

    /** All there are, for whichever servers. */
    static List<StoredObject> all(ConfigReading db) {
        return db.list(ObjectKind.SUBNET, TagArgument.everybody(db));
    }
}
