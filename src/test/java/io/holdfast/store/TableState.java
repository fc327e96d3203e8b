package io.holdfast.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What PostgreSQL knows about the tables of leases and reservations when a plan is made, and what is in them. */
public enum TableState {
    NEVER_ANALYSED,
    /** {@code vacuumdb --analyze} on a new installation; the plans made now are used when there is a million rows. */
    ANALYSED_WHILE_EMPTY,
    /** Of rows that were deleted the pages are still there: whatever is written to them, they are thought to be empty. */
    ANALYSED_WHEN_EMPTIED,
    ANALYSED_WITH_FEW,
    /** As after a lease file was uploaded. */
    FILLED,
    ANALYSED_WHEN_FILLED;

    private static final List<String> TABLES =
            List.of("lease4", "lease6", "hosts", "ipv6_reservations", "dhcp4_options", "dhcp6_options");

    private static final List<String> FILL = List.of("""
            insert into lease4 (address, hwaddr, client_id, valid_lifetime, expire, subnet_id)
            select n, decode(lpad(to_hex(n), 12, '0'), 'hex'), decode(lpad(to_hex(n), 14, '0'), 'hex'), 3600, now(), 1
              from generate_series(1, %1$d) n""", """
            insert into lease6 (address, duid, valid_lifetime, expire, subnet_id, lease_type, iaid, prefix_len)
            select '2001:db8::'::inet + n, decode('00030001' || lpad(to_hex(n), 12, '0'), 'hex'), 3600, now(), 1, 0, n, 128
              from generate_series(1, %1$d) n""", """
            insert into hosts (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, dhcp6_subnet_id, ipv4_address)
            select decode(lpad(to_hex(n), 12, '0'), 'hex'), 0, 1, 1, n from generate_series(1, %1$d) n""", """
            insert into ipv6_reservations (address, host_id) select '2001:db8::'::inet + host_id, host_id from hosts""", """
            insert into dhcp4_options (code, host_id, scope_id) select 5, host_id, 3 from hosts""", """
            insert into dhcp6_options (code, host_id, scope_id) select 5, host_id, 3 from hosts""");

    private static final Map<TableState, TestDatabase> MADE = new EnumMap<>(TableState.class);

    /** A database in this state, for all who only look at it. */
    public TestDatabase database() {
        synchronized (MADE) {
            return MADE.computeIfAbsent(this, TableState::fresh);
        }
    }

    /** A database of one's own. Nobody else analyses it. */
    TestDatabase fresh() {
        TestDatabase database = TestDatabases.postgresql().withSchema();
        List<String> statements = new ArrayList<>();
        TABLES.forEach(table -> statements.add("alter table " + table + " set (autovacuum_enabled = off)"));
        int rows = rows();
        if (rows > 0) {
            FILL.forEach(text -> statements.add(text.formatted(rows)));
        }
        switch (this) {
            case ANALYSED_WHEN_EMPTIED -> {
                TABLES.reversed().forEach(table -> statements.add("delete from " + table));
                statements.add("analyze");
            }
            case ANALYSED_WHILE_EMPTY, ANALYSED_WITH_FEW, ANALYSED_WHEN_FILLED -> statements.add("vacuum (analyze)");
            case NEVER_ANALYSED, FILLED -> {}
        }
        database.execute(statements.toArray(String[]::new));
        return database;
    }

    private int rows() {
        return switch (this) {
            case NEVER_ANALYSED, ANALYSED_WHILE_EMPTY -> 0;
            case ANALYSED_WITH_FEW -> 3;
            case ANALYSED_WHEN_EMPTIED, FILLED, ANALYSED_WHEN_FILLED -> 20_000;
        };
    }
}
