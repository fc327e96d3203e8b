package io.holdfast.config.compile.hook;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hooks-libraries} names features that are built in; nothing is loaded. */
public final class HookLibraries {

    private final Protocol protocol;
    private final Problems problems;

    public HookLibraries(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    /** The features named, each with its parameters; an empty map where there are none. */
    public Map<HookLibrary, Section> check(Section global) {
        Map<HookLibrary, Section> named = new EnumMap<>(HookLibrary.class);
        for (Section section : global.sections("hooks-libraries")) {
            String text = section.textOrNull("library");
            if (text == null) {
                problems.error(section.at(), section.path(), "needs 'library'");
                continue;
            }
            HookLibrary library = HookLibrary.named(baseName(text));
            String wrong = wrong(text, library);
            if (wrong == null && library != null) {
                Section earlier = named.putIfAbsent(library, parameters(section, library));
                wrong = earlier == null ? null : "'" + text + "' is named twice";
            }
            if (wrong != null) {
                problems.error(section.at("library"), section.path("library"), wrong);
            }
        }
        return named;
    }

    private @Nullable String wrong(String text, @Nullable HookLibrary library) {
        if (library != null && !library.isOf(protocol)) {
            return "'" + text + "' belongs to " + Protocol.DHCP4.words();
        } else if (library != null) {
            return null;
        }
        return "'" + text + "' is " + (baseName(text).startsWith("libdhcp_") ? "not built yet" : "unknown")
                + "; built in are "
                + Arrays.stream(HookLibrary.values())
                        .map(HookLibrary::text)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private Section parameters(Section section, HookLibrary library) {
        JsonNode given = section.dict().get("parameters");
        JsonNode.Dict dict = given instanceof JsonNode.Dict map ? map : new JsonNode.Dict(section.at(), Map.of());
        Section parameters = new Section(dict, library.parameters(), section.path("parameters"));
        if (library.hasParameters()) {
            new KeywordCheck(problems).map(dict, library.parameters(), parameters.path());
        }
        return parameters;
    }

    private static String baseName(String library) {
        String name = library.substring(library.lastIndexOf('/') + 1);
        return name.endsWith(".so") ? name.substring(0, name.length() - 3) : name;
    }
}
