package io.holdfast.config.source;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.keyword.GlobalKeywords;
import io.holdfast.config.compile.keyword.Keyword;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which global parameters a database may have. */
public final class GlobalNames {

    /** What belongs to one server, by which it finds the databases or which is no parameter. */
    private static final Set<String> NEVER = Set.of(
            "interfaces-config",
            "lease-database",
            "hosts-database",
            "hosts-databases",
            "control-socket",
            "control-sockets",
            "hooks-libraries",
            "loggers",
            "config-control",
            "server-tag",
            "client-classes",
            "option-def",
            "option-data",
            "shared-networks",
            "subnet4",
            "subnet6",
            "reservations");

    private GlobalNames() {}

    /**
     * Why a database cannot have a parameter, in half a sentence; absent when it can.
     *
     * @param name with that of its map, if it is in one
     */
    public static @Nullable String refusal(Protocol protocol, String name) {
        String key = owner(name);
        if (NEVER.contains(key)) {
            return "it comes from the file alone";
        }
        Keyword keyword = GlobalKeywords.of(protocol).find(key);
        return keyword == null ? "no parameter has this name" : null;
    }

    /**
     * The same for one that is to be stored: a later Kea may know others in a map, but what nobody here knows is more
     * likely mistyped.
     */
    public static @Nullable String refusalToStore(Protocol protocol, String name) {
        String refusal = refusal(protocol, name);
        if (refusal != null) {
            return refusal;
        }
        int dot = name.indexOf('.');
        Keyword keyword = GlobalKeywords.of(protocol).find(owner(name));
        if (keyword == null || dot < 0) {
            return null;
        }
        return keyword.content() == null || keyword.content().get().find(name.substring(dot + 1)) == null
                ? "no parameter has this name"
                : null;
    }

    /** The map that it is in, or itself. */
    static String owner(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
