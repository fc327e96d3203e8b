package io.holdfast.store;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What differs between database products. */
public interface Dialect {

    /**
     * Opens a connection whose session is as the stores need it: auto-commit, read committed, times in UTC.
     *
     * @param at one of the settings' hosts
     * @param password as it is now; settings may name a file that has changed since
     */
    Connection connect(BackendSettings settings, HostPort at, @Nullable String password, Pace pace) throws SQLException;

    /** How long statements on a connection may take. */
    enum Pace {
        /** Seconds: packets wait for them. */
        PROMPT,
        /** Half an hour, as migrations may need it. */
        PATIENT
    }

    /** A query with one row and one column: whether the server takes changes (is no read-only replica). */
    String takesChanges();

    LeaseDialect leases(LeaseTable table);

    HostDialect hosts();

    ConfigDialect config();
}
