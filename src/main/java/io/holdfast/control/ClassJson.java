package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Classes as Kea shows them, and who refers to them. */
final class ClassJson {

    private ClassJson() {}

    static Map<String, @Nullable Object> of(ServerConfig config, JsonNode.Dict definition) {
        Map<String, @Nullable Object> shown = new TreeMap<>(definition.plain());
        shown.put("option-data", OptionJson.of(config, shown.get("option-data")));
        Object additional = shown.remove("only-if-required"); // the former name
        if (additional != null) {
            shown.putIfAbsent("only-in-additional-list", additional);
        }
        if (config.protocol() == Protocol.DHCP4) {
            shown.putIfAbsent("option-def", List.of());
            shown.putIfAbsent("next-server", "0.0.0.0");
            shown.putIfAbsent("server-hostname", "");
            shown.putIfAbsent("boot-file-name", "");
        }
        return shown;
    }

    /** The first of the classes whose expression refers to this one; absent when none does. */
    static @Nullable String userOf(String name, List<JsonNode> classes) {
        Pattern member = Pattern.compile("\\bmember\\s*\\(\\s*'" + Pattern.quote(name) + "'\\s*\\)");
        for (JsonNode each : classes) {
            if (each instanceof JsonNode.Dict definition
                    && (refers(member, definition.get("test")) || refers(member, definition.get("template-test")))) {
                return ClassCommands.name(each);
            }
        }
        return null;
    }

    private static boolean refers(Pattern member, @Nullable JsonNode expression) {
        return expression instanceof JsonNode.Text(var _, String text)
                && member.matcher(text).find();
    }
}
