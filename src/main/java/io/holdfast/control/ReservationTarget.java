package io.holdfast.control;

import java.util.Locale;

/** {@code operation-target}: which reservations a command is about. */
enum ReservationTarget {
    /** Those of the configuration. */
    MEMORY,
    /** Those of the hosts databases. */
    DATABASE,
    ALL;

    static final Argument ARGUMENT = Argument.optional(
            "operation-target", Argument.Kind.TEXT, "memory, database, all, or default: what is said here last.");

    /** @param otherwise when nothing, or {@code default}, is given */
    static ReservationTarget of(Arguments arguments, ReservationTarget otherwise) {
        String text = arguments.text("operation-target", "default");
        return switch (text) {
            case "default" -> otherwise;
            case "memory", "database", "all" -> valueOf(text.toUpperCase(Locale.ROOT));
            default ->
                throw new RefusedException("The 'operation-target' value (" + text
                        + ") is not within expected set: (memory, database, all, default)");
        };
    }

    boolean isMemory() {
        return this != DATABASE;
    }

    boolean isDatabase() {
        return this != MEMORY;
    }
}
