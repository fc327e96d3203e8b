package io.holdfast.store;

import java.sql.SQLException;

/** What a database error means to us. {@code reason} is what the database said, with its codes and without secrets. */
public sealed interface SqlFault {

    String reason();

    /** The database is away, or cannot serve or take changes now: all further calls would fail, too. */
    record Unreachable(String reason) implements SqlFault {}

    /** Another transaction was in the way; nothing was done, and the same again may succeed at once. */
    record Contended(String reason) implements SqlFault {}

    /** This statement is wrong for this database; others may work. */
    record Broken(String reason) implements SqlFault {}

    static SqlFault of(SQLException e) {
        String reason = reasonOf(e);
        return switch (FaultTable.kindOf(e)) {
            case UNREACHABLE -> new Unreachable(reason);
            case CONTENDED -> new Contended(reason);
            case BROKEN -> new Broken(reason);
        };
    }

    /**
     * Whether no connection came about because nobody answered. A server that is there but lets nobody else in (08004, or
     * class 53) may still serve those who are in.
     */
    static boolean isNobodyThere(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") && !state.equals("08004");
    }

    private static String reasonOf(SQLException e) {
        String state = e.getSQLState() == null ? "no SQLSTATE" : "SQLSTATE " + e.getSQLState();
        String code = e.getErrorCode() == 0 ? "" : ", error " + e.getErrorCode();
        String text = String.valueOf(e.getMessage()).strip();
        return text.lines().findFirst().orElse("no message") + " (" + state + code + ")";
    }
}
