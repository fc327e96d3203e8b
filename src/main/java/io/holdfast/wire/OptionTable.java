package io.holdfast.wire;

import static io.holdfast.wire.OptionType.IPV4_ADDRESS;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The definitions of the standard options, one row each, and lookup of a set of definitions by space, code and name. */
public final class OptionTable {

    public static final String DHCP4 = "dhcp4";

    private static final OptionTable STANDARD_4 = new OptionTable(List.of(
            new OptionDefinition("subnet-mask", 1, DHCP4, IPV4_ADDRESS, List.of(), false, ""),
            new OptionDefinition("routers", 3, DHCP4, IPV4_ADDRESS, List.of(), true, "")));

    private final Map<String, Map<Integer, OptionDefinition>> byCode = new HashMap<>();
    private final Map<String, Map<String, OptionDefinition>> byName = new HashMap<>();

    /** @throws IllegalArgumentException when two definitions have the same space and code, or space and name */
    public OptionTable(Collection<OptionDefinition> definitions) {
        for (OptionDefinition definition : definitions) {
            if (byCode.computeIfAbsent(definition.space(), s -> new HashMap<>()).put(definition.code(), definition)
                            != null
                    || byName.computeIfAbsent(definition.space(), s -> new HashMap<>())
                                    .put(definition.name(), definition)
                            != null) {
                throw new IllegalArgumentException("option " + definition.name() + " (" + definition.code()
                        + ") is defined twice in the space " + definition.space());
            }
        }
    }

    /** The standard DHCPv4 options and those of the standard encapsulated spaces. */
    public static OptionTable standard4() {
        return STANDARD_4;
    }

    public @Nullable OptionDefinition find(String space, int code) {
        Map<Integer, OptionDefinition> definitions = byCode.get(space);
        return definitions == null ? null : definitions.get(code);
    }

    public @Nullable OptionDefinition find(String space, String name) {
        Map<String, OptionDefinition> definitions = byName.get(space);
        return definitions == null ? null : definitions.get(name);
    }
}
