package io.holdfast.store;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which errors mean what. The vendor's code decides before the SQLSTATE, the whole SQLSTATE before its class (the first
 * two characters); what is in no row is broken, unless it comes from the connection itself.
 *
 * <p>PostgreSQL has no codes, so the codes are those of MySQL and MariaDB.
 */
final class FaultTable {

    enum Kind {
        UNREACHABLE,
        CONTENDED,
        BROKEN
    }

    private static final Map<String, Kind> STATES = Map.ofEntries(
            row("08", Kind.UNREACHABLE), // connection
            row("53", Kind.UNREACHABLE), // out of connections, memory, disk
            row("57", Kind.UNREACHABLE), // shutting down, starting, terminated by an operator
            row(
                    "57014",
                    Kind.CONTENDED), // cancelled, or past its time limit: the statement was slow, the server is there
            row("58", Kind.UNREACHABLE), // input and output errors of the server
            row("28", Kind.UNREACHABLE), // not let in: a password being changed looks like this
            row("3D", Kind.UNREACHABLE), // no such database: gone, or not restored yet
            row("25006", Kind.UNREACHABLE), // a standby: the primary is elsewhere
            row("25P03", Kind.UNREACHABLE), // thrown out while idle in a transaction
            row("25P04", Kind.UNREACHABLE), // thrown out for a transaction that took too long
            row("0A000", Kind.BROKEN),
            row("40", Kind.CONTENDED), // serialization failure, deadlock
            row("40002", Kind.BROKEN), // a constraint checked at the commit
            row("40003", Kind.UNREACHABLE), // the connection broke while committing
            row("55P03", Kind.CONTENDED), // waited too long for a lock
            row("55006", Kind.CONTENDED), // in use
            row("XX000", Kind.BROKEN));

    private static final Map<Integer, Kind> CODES = codes(
            Map.of(
                    Kind.CONTENDED,
                    new int[] {
                        1020, // record has changed since last read (MariaDB)
                        1205, // lock wait timeout
                        1213, // deadlock
                        1317, // interrupted
                        1614, // XA deadlock
                        1969, // statement past its time limit (MariaDB)
                        3024, // statement past its time limit
                        3058, // deadlock of user locks
                        3101, // group replication rolled it back
                        3572 // lock not available at once
                    },
                    Kind.UNREACHABLE,
                    new int[] {
                        1021, // disk full
                        1037,
                        1038,
                        1041, // out of memory
                        1040, // too many connections
                        1042,
                        1043, // host, handshake
                        1044,
                        1045,
                        1049, // not let in, no such database
                        1047, // unknown command: a node that left its cluster
                        1053, // shutting down
                        1077,
                        1079,
                        1080, // shutting down
                        1114, // table full, mostly the disk
                        1129,
                        1130, // host blocked, not allowed
                        1152, // aborted connection
                        1158,
                        1159,
                        1160,
                        1161, // network errors
                        1184, // new aborting connection
                        1203,
                        1226, // user's share of connections or resources is used up
                        1290, // read-only option
                        1792, // transaction is read-only
                        1820,
                        1862, // password expired
                        1836, // read-only mode
                        1927, // connection killed (MariaDB)
                        3032, // offline mode
                        3169, // session killed
                        3955,
                        4031, // thrown out for being idle
                        2002,
                        2003,
                        2005,
                        2006,
                        2012,
                        2013,
                        2055 // client side: cannot connect, gone, lost
                    }),
            new HashMap<>());

    private FaultTable() {}

    static Kind kindOf(SQLException e) {
        Kind kind = CODES.get(e.getErrorCode());
        if (kind == null && e.getSQLState() != null) {
            kind = byState(e.getSQLState());
        }
        return kind != null ? kind : byOrigin(e);
    }

    private static @Nullable Kind byState(String state) {
        Kind exact = STATES.get(state);
        return exact != null || state.length() < 2 ? exact : STATES.get(state.substring(0, 2));
    }

    private static Kind byOrigin(SQLException e) {
        if (e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException) {
            return Kind.UNREACHABLE;
        }
        Throwable cause = e.getCause();
        return switch (cause) {
            case IOException _ -> Kind.UNREACHABLE;
            case SQLException inner when inner != e -> kindOf(inner);
            case null, default -> Kind.BROKEN;
        };
    }

    private static Map.Entry<String, Kind> row(String state, Kind kind) {
        return Map.entry(state, kind);
    }

    private static Map<Integer, Kind> codes(Map<Kind, int[]> rows, Map<Integer, Kind> into) {
        rows.forEach((kind, codes) -> {
            for (int code : codes) {
                into.put(code, kind);
            }
        });
        return Map.copyOf(into);
    }
}
