package io.holdfast.config.compile.classes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which classes an expression may use: built-in ones, and those defined before; and whether it needs KNOWN for that. */
final class DefinedClasses {

    /** Whose members the server alone finds. DROP, REJECT and SKIP_DDNS have to be defined by whoever uses them. */
    static final List<String> BUILT_IN = List.of("ALL", "KNOWN", "UNKNOWN", "BOOTP");

    /** Of classes that vendors, high availability and other features give. */
    private static final List<String> PREFIXES = List.of("VENDOR_CLASS_", "HA_", "AFTER_", "EXTERNAL_");

    private final Set<String> defined = new HashSet<>();
    private final Set<String> dependent = new HashSet<>();
    private boolean needsKnown;

    /** Another class's expression follows. */
    void begin() {
        needsKnown = false;
    }

    /** The expression uses this class; false when it must not. */
    boolean use(String name) {
        if (name.equals("KNOWN") || name.equals("UNKNOWN") || dependent.contains(name)) {
            needsKnown = true;
        }
        return defined.contains(name) || isGiven(name);
    }

    /** Whether nobody has to define it. */
    static boolean isGiven(String name) {
        return BUILT_IN.contains(name) || hasPrefix(name);
    }

    /** The class is defined by the expression read since {@link #begin}. */
    void add(String name) {
        defined.add(name);
        if (needsKnown) {
            dependent.add(name);
        }
    }

    boolean dependsOnKnown(String name) {
        return dependent.contains(name);
    }

    private static boolean hasPrefix(String name) {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                return true;
            }
        }
        return false;
    }
}
