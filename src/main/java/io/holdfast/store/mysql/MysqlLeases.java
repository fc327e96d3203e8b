package io.holdfast.store.mysql;

import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.LeaseDialect;
import io.holdfast.store.LeaseLookup;
import io.holdfast.store.LeaseRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A batch is one JSON array per kind of change, which the server turns into a table: the texts do not depend on the
 * batch's size, and one round trip carries a whole transaction, commit included.
 */
final class MysqlLeases implements LeaseDialect {

    /** The last second that a TIMESTAMP can hold: 2038-01-19 03:14:07 UTC. */
    static final long LAST_EXPIRE = Integer.MAX_VALUE;

    /**
     * When a lease ends that ends later than the column can hold is not known: it counts as infinite, for the address
     * must not be taken from its client early.
     */
    static final String COLUMNS = LeaseRow.columns(
            "if(unix_timestamp(l.expire) >= %1$d, %2$d, l.valid_lifetime)".formatted(LAST_EXPIRE, Lease4.INFINITE),
            "unix_timestamp(l.expire)");

    /** The parameter as a time that the column can hold; beyond it MariaDB answers NULL. */
    private static final String TIME = "from_unixtime(least(?, " + LAST_EXPIRE + "))";

    private static final String OF_ADDRESSES = """
            select straight_join a.question, %s
              from json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     address bigint path '$[1]' error on error)) a
              join lease4 l force index (primary) on l.address = a.address""".formatted(COLUMNS);

    private static final String CLIENTS = """
            json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     client_id varchar(510) path '$[1]' error on error,
                     hwaddr varchar(40) path '$[2]' error on error,
                     subnet_id int unsigned path '$[3]' error on error)) c""";

    /** Rows that have the client's identifier and its hardware address, as most do, come once. */
    private static final String OF_CLIENTS = """
            select straight_join c.question, %1$s
              from %2$s
              join lease4 l force index (lease4_by_client_id_subnet_id)
                on l.client_id = unhex(c.client_id) and l.subnet_id = c.subnet_id
            union all
            select straight_join c.question, %1$s
              from %2$s
              join lease4 l force index (lease4_by_hwaddr_subnet_id)
                on l.hwaddr = unhex(c.hwaddr) and l.subnet_id = c.subnet_id
             where not l.client_id <=> unhex(c.client_id) or c.client_id is null""".formatted(COLUMNS, CLIENTS);

    private static final String OF_BOTH = OF_CLIENTS + "\nunion all\n" + OF_ADDRESSES;

    @Override
    public String columns() {
        return COLUMNS;
    }

    @Override
    public void find(Connection connection, LeaseLookup lookup, RowSink sink) throws SQLException {
        boolean clients = !lookup.clients().isEmpty();
        boolean addresses = !lookup.addresses().isEmpty();
        String text = !clients ? OF_ADDRESSES : !addresses ? OF_CLIENTS : OF_BOTH;
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int at = 1;
            if (clients) {
                String rows = JsonRows.clients(lookup.clients());
                statement.setString(at++, rows);
                statement.setString(at++, rows);
            }
            if (addresses) {
                statement.setString(at, JsonRows.addresses(lookup.addresses()));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.row(rows.getInt(1), LeaseRow.read(rows, 1));
                }
            }
        }
    }

    @Override
    public boolean[] apply(Connection connection, List<? extends LeaseChange> changes) throws SQLException {
        return new MysqlTransaction(connection, changes).run();
    }

    @Override
    public String occupied() {
        return "coalesce(l.state, 0) not in (2, 3) and (l.valid_lifetime = 4294967295 or l.expire >= " + TIME + ")";
    }

    @Override
    public String hasHostname() {
        return "l.hostname = ?";
    }

    @Override
    public String expired(LeaseState state) {
        return """
                select %s from lease4 l force index (lease4_by_expire_state)
                 where l.state = %d and l.expire < %s and not l.valid_lifetime <=> 4294967295
                 order by l.expire limit ?""".formatted(COLUMNS, state.number(), TIME);
    }

    @Override
    public String purge() {
        return "delete from lease4 where state in (2, 3) and expire < " + TIME + " order by expire limit ?";
    }
}
