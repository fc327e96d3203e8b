package io.holdfast.control;

import org.jspecify.annotations.Nullable;

/** How a family of commands words what is wrong with its arguments; scripts look for Kea's words. */
public enum Phrasing {
    PLAIN("missing parameter '%2$s'", "parameter '%2$s' must be %3$s"),
    STATISTICS("Missing mandatory '%2$s' parameter.", "'%2$s' parameter expected to be %3$s."),
    LEASES("'%2$s' parameter not specified", "'%2$s' parameter must be %3$s"),
    SUBNET_GET(
            "'id' or 'subnet' parameter required",
            "'%2$s' parameter must be %3$s",
            "no arguments specified for the '%1$s' command"),
    SUBNET_DEL(
            "subnet identifier is required for the '%1$s' command",
            "subnet identifier specified for the '%1$s' is not a number",
            "no arguments specified for the '%1$s' command"),
    SUBNETS(
            "missing '%2$s' argument for the '%1$s' command",
            "'%2$s' argument specified for the '%1$s' command is not %3$s",
            "no arguments specified for the '%1$s' command"),
    NETWORK_GET(
            "invalid '%1$s': missing mandatory '%2$s' parameter",
            "'%2$s' parameter must be %3$s", "no arguments specified for the '%1$s' command"),
    NETWORK_DEL(
            "network name ('%2$s') is required for the '%1$s' command",
            "network name ('%2$s') specified for the '%1$s' is not %3$s",
            "no arguments specified for the '%1$s' command"),
    CLASSES(
            "missing '%2$s' argument for the '%1$s' command",
            "'%2$s' argument specified for the '%1$s' command is not %3$s",
            "invalid command '%1$s': no arguments specified"),
    RESERVATIONS(
            "missing parameter '%2$s'",
            "invalid type specified for parameter '%2$s'", "Parameters missing or are not a map."),
    RESERVATION_ADD("%2$s must be specified", "'%2$s' must be %3$s", "no parameters specified for the command"),
    RESERVATION_UPDATE(
            "invalid command: expected '%2$s' as the sole parameter inside the 'arguments' map, didn't get it instead",
            "invalid command: expected '%2$s' to be %3$s", "invalid command: does not contain mandatory 'arguments'"),
    SELECTION("missing entry '%2$s'", "'%2$s' entry must be %3$s", "empty arguments");

    private final String missing;
    private final String mistyped;
    private final @Nullable String nothing;

    /** For each the command is the first of the values, the argument the second, its kind with its article the third. */
    Phrasing(String missing, String mistyped, @Nullable String nothing) {
        this.missing = missing;
        this.mistyped = mistyped;
        this.nothing = nothing;
    }

    Phrasing(String missing, String mistyped) {
        this(missing, mistyped, null);
    }

    String missing(String command, Argument argument) {
        return phrase(missing, command, argument);
    }

    String mistyped(String command, Argument argument) {
        return phrase(mistyped, command, argument);
    }

    /** For a command with no arguments at all, not even an empty map; absent where that is as good as an empty map. */
    @Nullable
    String nothing(String command) {
        return nothing == null ? null : nothing.formatted(command);
    }

    private static String phrase(String template, String command, Argument argument) {
        return template.formatted(command, argument.name(), argument.kind().article());
    }
}
