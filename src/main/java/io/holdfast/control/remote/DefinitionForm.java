package io.holdfast.control.remote;

import io.holdfast.address.Protocol;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An option definition as databases have it. */
final class DefinitionForm {

    private DefinitionForm() {}

    static void finish(Map<String, @Nullable Object> definition, Protocol protocol) {
        definition.putIfAbsent("space", protocol.label());
        definition.putIfAbsent("array", false);
        definition.remove("encapsulate", "");
        definition.computeIfPresent("record-types", (_, types) -> types(String.valueOf(types)));
    }

    private static @Nullable String types(String written) {
        String types = Arrays.stream(written.split(","))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.joining(", "));
        return types.isEmpty() ? null : types;
    }
}
