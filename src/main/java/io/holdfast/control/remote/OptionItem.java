package io.holdfast.control.remote;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What makes options the same in one place, and definitions, which are for all classes. */
public record OptionItem(int code, String space, List<String> classes) {

    private static final String CLASSES = "client-classes";
    private static final int HIGHEST_4 = 255;
    private static final int HIGHEST_6 = 65_535;

    static final Argument FORCE = Argument.optional(
            "force",
            Argument.Kind.BOOLEAN,
            "Whether it is removed even if options use it, which the servers' files may define (false).");

    private static final Argument FOR_CLASSES =
            Argument.optional(CLASSES, Argument.Kind.LIST, "The classes that it is for, in their order (all clients).");

    /** @param more what the item can have besides */
    static List<Argument> known(Argument... more) {
        List<Argument> known = new ArrayList<>(List.of(
                Argument.required("code", Argument.Kind.INTEGER, "Its code."),
                Argument.optional("space", Argument.Kind.TEXT, "Its space (that of the protocol).")));
        known.addAll(List.of(more));
        return known;
    }

    /** Of an option. */
    static OptionItem of(Arguments arguments, Protocol protocol) {
        return of(arguments, "options", protocol, FOR_CLASSES);
    }

    static OptionItem of(Arguments arguments, String list, Protocol protocol, Argument... more) {
        Arguments item = Items.named(arguments, list, known(more));
        long code = item.integer("code", 0);
        int highest = protocol == Protocol.DHCP4 ? HIGHEST_4 : HIGHEST_6;
        if (code < 0 || code > highest) {
            throw new RefusedException("'code' must be from 0 to " + highest + ", not " + code);
        }
        List<String> classes = new ArrayList<>();
        for (JsonNode each : item.items(CLASSES)) {
            if (!(each instanceof JsonNode.Text(var _, String name))) {
                throw new RefusedException("'client-classes' must have names of classes, not " + each.kind());
            }
            classes.add(name);
        }
        return new OptionItem((int) code, item.text("space", protocol.label()), classes);
    }

    /** Of a definition or an option in the form of databases. */
    public static OptionItem of(Map<String, @Nullable Object> stored) {
        int code = stored.get("code") instanceof Number number ? number.intValue() : 0;
        List<String> classes = stored.get(CLASSES) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new OptionItem(code, String.valueOf(stored.get("space")), classes);
    }

    public ObjectKey.Option in(OptionHome home) {
        return new ObjectKey.Option(home, code, space, classes);
    }

    /** For messages: {@code 6 of the space dhcp4}. */
    public String words() {
        return code + " of the space " + space;
    }

    Map<String, @Nullable Object> echo() {
        Map<String, @Nullable Object> echo = new LinkedHashMap<>();
        echo.put("code", (long) code);
        echo.put("space", space);
        if (!classes.isEmpty()) {
            echo.put(CLASSES, classes);
        }
        return echo;
    }

    /** Whether it is an option of this code and space with data by its definition. */
    boolean isDefinedIn(Map<?, ?> option) {
        return option.get("code") instanceof Number number
                && number.intValue() == code
                && space.equals(option.get("space"))
                && Boolean.TRUE.equals(option.get("csv-format"));
    }

    /** Whether there is one in an object or in what is in it. */
    boolean isUsedIn(Map<?, ?> object) {
        return anyIn(object.get("option-data"), this::isDefinedIn)
                || anyIn(object.get("pools"), this::isUsedIn)
                || anyIn(object.get("pd-pools"), this::isUsedIn);
    }

    private static boolean anyIn(@Nullable Object list, java.util.function.Predicate<Map<?, ?>> wanted) {
        return list instanceof List<?> items
                && items.stream().anyMatch(item -> item instanceof Map<?, ?> map && wanted.test(map));
    }
}
