package io.holdfast.config;

import java.util.Set;
import java.util.TreeSet;

/** {@code hooks-libraries} names features that are built in; nothing is loaded. */
final class HookLibraries {

    private static final Set<String> BUILT_IN = Set.of("libdhcp_lease_cmds", "libdhcp_mysql", "libdhcp_pgsql");

    private final Problems problems;

    HookLibraries(Problems problems) {
        this.problems = problems;
    }

    void check(Section global) {
        for (Section section : global.sections("hooks-libraries")) {
            String library = section.textOrNull("library");
            if (library == null) {
                problems.error(section.at(), section.path(), "needs 'library'");
            } else if (!BUILT_IN.contains(baseName(library))) {
                problems.error(
                        section.at("library"),
                        section.path("library"),
                        "'" + library + "' is "
                                + (baseName(library).startsWith("libdhcp_") ? "not built yet" : "unknown")
                                + "; built in are " + String.join(", ", new TreeSet<>(BUILT_IN)));
            }
        }
    }

    private static String baseName(String library) {
        String name = library.substring(library.lastIndexOf('/') + 1);
        return name.endsWith(".so") ? name.substring(0, name.length() - 3) : name;
    }
}
