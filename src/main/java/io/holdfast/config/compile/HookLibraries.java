package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** {@code hooks-libraries} names features that are built in; nothing is loaded. */
final class HookLibraries {

    /** Accepted as long as nothing is limited, because then it changes no answer. */
    static final String LIMITS = "libdhcp_limits";

    private static final Set<String> BUILT_IN = Set.of("libdhcp_lease_cmds", "libdhcp_mysql", "libdhcp_pgsql", LIMITS);

    private final Protocol protocol;
    private final Problems problems;

    HookLibraries(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    /** The libraries named, without directory and suffix. */
    Set<String> check(Section global) {
        Set<String> named = new HashSet<>();
        for (Section section : global.sections("hooks-libraries")) {
            String library = section.textOrNull("library");
            if (library == null) {
                problems.error(section.at(), section.path(), "needs 'library'");
            } else if (BUILT_IN.contains(baseName(library))) {
                named.add(baseName(library));
            } else {
                problems.error(
                        section.at("library"),
                        section.path("library"),
                        "'" + library + "' is "
                                + (baseName(library).startsWith("libdhcp_") ? "not built yet" : "unknown")
                                + "; built in are " + String.join(", ", new TreeSet<>(BUILT_IN)));
            }
        }
        if (named.contains(LIMITS)) {
            refuseLimits(global);
        }
        return named;
    }

    /** Limits stand in the user-context of what they limit. */
    private void refuseLimits(Section global) {
        for (Section subnet : global.sections(ProtocolTerms.subnets(protocol))) {
            if (subnet.dict().get("user-context") instanceof JsonNode.Dict context && context.get("limits") != null) {
                problems.error(
                        context.at(), subnet.path("user-context"), "limits of leases and of packets are not built yet");
            }
        }
    }

    private static String baseName(String library) {
        String name = library.substring(library.lastIndexOf('/') + 1);
        return name.endsWith(".so") ? name.substring(0, name.length() - 3) : name;
    }
}
