package io.holdfast.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The definitions of options, looked up by space and code or name: the standard ones, and an operator's own beside them. */
public final class OptionTable {

    public static final String DHCP4 = "dhcp4";
    public static final String DHCP6 = "dhcp6";
    /** The sub-options of option 82. */
    public static final String RELAY_AGENT = "dhcp-agent-options-space";
    /** The sub-options of option 43; it has none until the operator defines some. */
    public static final String VENDOR_ENCAPSULATED = "vendor-encapsulated-options-space";
    /** The sub-options of option 122. */
    public static final String CABLELABS = "cablelabs-client-conf";

    /** The options of CableLabs' devices (DOCSIS 3). */
    public static final String DOCSIS = "vendor-4491";

    /** What option 43 contains is the vendor's business, so its row is only the last resort and may be replaced. */
    private static final int REPLACEABLE_CODE = 43;

    private static final BitSet SERVER_MADE_4 = StandardOptions4.serverMade();
    private static final OptionTable STANDARD_4 = new OptionTable(StandardOptions4.rows());
    private static final BitSet SERVER_MADE_6 = StandardOptions6.serverMade();
    private static final OptionTable STANDARD_6 = new OptionTable(StandardOptions6.rows());

    private final Map<String, Map<Integer, OptionDefinition>> byCode = new HashMap<>();
    private final Map<String, Map<String, OptionDefinition>> byName = new HashMap<>();

    /** @throws IllegalArgumentException when two definitions have the same space and code, or space and name */
    public OptionTable(Collection<OptionDefinition> definitions) {
        definitions.forEach(this::add);
    }

    /** The standard DHCPv4 options and those of the standard encapsulated spaces. */
    public static OptionTable standard4() {
        return STANDARD_4;
    }

    /** The standard DHCPv6 options and those of the standard encapsulated spaces. */
    public static OptionTable standard6() {
        return STANDARD_6;
    }

    /** Whether the server itself makes this option of the space {@code dhcp4}, so that it is in general not configured. */
    public static boolean isServerMade4(int code) {
        return SERVER_MADE_4.get(code);
    }

    /** The same of the space {@code dhcp6}. */
    public static boolean isServerMade6(int code) {
        return SERVER_MADE_6.get(code);
    }

    /**
     * This table and {@code own} definitions. A standard option cannot be defined anew, except option 43 and those of a
     * vendor.
     *
     * @throws IllegalArgumentException naming both definitions that are in each other's way
     */
    public OptionTable with(Collection<OptionDefinition> own) {
        List<OptionDefinition> merged = new ArrayList<>();
        byCode.values().forEach(space -> merged.addAll(space.values()));
        for (OptionDefinition definition : own) {
            if (definition.space().equals(DHCP4) && definition.code() == REPLACEABLE_CODE) {
                merged.removeIf(row -> row == STANDARD_4.find(DHCP4, REPLACEABLE_CODE));
            }
            if (definition.space().equals(DOCSIS)) {
                merged.removeIf(row -> isVendorRow(row)
                        && (row.code() == definition.code() || row.name().equals(definition.name())));
            }
        }
        OptionTable table = new OptionTable(merged);
        own.forEach(table::add);
        return table;
    }

    /** This table, but where {@code own} has a definition of the same space and code or name, without its own. */
    public OptionTable overriddenBy(Collection<OptionDefinition> own) {
        List<OptionDefinition> merged = new ArrayList<>(own);
        for (Map<Integer, OptionDefinition> space : byCode.values()) {
            for (OptionDefinition row : space.values()) {
                if (own.stream().noneMatch(other -> clashes(other, row))) {
                    merged.add(row);
                }
            }
        }
        return new OptionTable(merged);
    }

    private static boolean clashes(OptionDefinition one, OptionDefinition other) {
        return one.space().equals(other.space())
                && (one.code() == other.code() || one.name().equals(other.name()));
    }

    private static boolean isVendorRow(OptionDefinition row) {
        return row.space().equals(DOCSIS) && (isRowOf(STANDARD_4, row) || isRowOf(STANDARD_6, row));
    }

    public @Nullable OptionDefinition find(String space, int code) {
        Map<Integer, OptionDefinition> definitions = byCode.get(space);
        return definitions == null ? null : definitions.get(code);
    }

    public @Nullable OptionDefinition find(String space, String name) {
        Map<String, OptionDefinition> definitions = byName.get(space);
        return definitions == null ? null : definitions.get(name);
    }

    /** The definitions of a space, in no particular order; empty for a space that nobody has defined options in. */
    public List<OptionDefinition> inSpace(String space) {
        return List.copyOf(byCode.getOrDefault(space, Map.of()).values());
    }

    private void add(OptionDefinition definition) {
        String space = definition.space();
        OptionDefinition sameCode =
                byCode.computeIfAbsent(space, s -> new HashMap<>()).putIfAbsent(definition.code(), definition);
        if (sameCode != null) {
            throw clash(definition, "code " + definition.code(), sameCode);
        }
        OptionDefinition sameName =
                byName.computeIfAbsent(space, s -> new HashMap<>()).putIfAbsent(definition.name(), definition);
        if (sameName != null) {
            throw clash(definition, "name", sameName);
        }
    }

    private static IllegalArgumentException clash(OptionDefinition definition, String what, OptionDefinition present) {
        boolean standard = isRowOf(STANDARD_4, present) || isRowOf(STANDARD_6, present);
        return new IllegalArgumentException("option '" + definition.name() + "' (" + definition.code()
                + ") has the same " + what + " as " + (standard ? "the standard option" : "the option") + " '"
                + present.name() + "' (" + present.code() + ") of the space " + present.space());
    }

    /** @param table absent while the standard tables are being made */
    private static boolean isRowOf(@Nullable OptionTable table, OptionDefinition row) {
        return table != null && table.find(row.space(), row.code()) == row;
    }
}
