package io.holdfast.store.postgresql;

import static java.util.Objects.requireNonNull;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A batch is one statement whose parameters are arrays, one per column, whatever the size of the batch: one text, one
 * plan, one round trip; in auto-commit mode the commit costs no further one.
 */
final class PostgresqlLeases implements LeaseDialect {

    /** The end of the year 9999; PostgreSQL could hold later ones, but also such as are no numbers. */
    static final long LAST_EXPIRE = 253_402_300_799L;

    /** Other programs may have left fractions, infinity, ends before 1970 or none. */
    private static final String EXPIRE =
            "floor(least(greatest(extract(epoch from l.expire), 1), " + LAST_EXPIRE + "))::int8";

    private static final String COLUMNS = LeaseRow.columns("l.valid_lifetime", EXPIRE);

    private static final String OF_ADDRESSES = """
            select a.question, %s
              from unnest(?, ?) as a(question, address)
              join lease4 l on l.address = a.address""".formatted(COLUMNS);

    /**
     * Rows that have the client's identifier and its hardware address, as most do, come once. The sum keeps the planner
     * from the index of subnets: on a table without statistics, a new one, it would read the whole subnet for each client.
     */
    static final String OF_CLIENTS = """
            with c as materialized (
              select * from unnest(?, ?, ?, ?) as c(question, client_id, hwaddr, subnet_id))
            select c.question, %1$s
              from c join lease4 l on l.client_id = c.client_id and l.subnet_id + 0 = c.subnet_id
            union all
            select c.question, %1$s
              from c join lease4 l on l.hwaddr = c.hwaddr and l.subnet_id + 0 = c.subnet_id
             where c.client_id is null or l.client_id is distinct from c.client_id""".formatted(COLUMNS);

    private static final String OF_BOTH = OF_CLIENTS + "\nunion all\n" + OF_ADDRESSES;

    private static final String NEXT_COLUMNS = """
            address, hwaddr, client_id, valid_lifetime, expire, subnet_id, fqdn_fwd, fqdn_rev, hostname, state, \
            user_context, relay_id, remote_id, pool_id""";

    private static final String INSERTED = """
            inserted as (
              insert into lease4 (%1$s)
              select address, hwaddr, client_id, valid_lifetime, to_timestamp(expire), subnet_id, fqdn_fwd, fqdn_rev,
                     hostname, state, user_context, relay_id, remote_id, pool_id
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as c(%1$s)
              on conflict (address) do nothing
              returning address)""".formatted(NEXT_COLUMNS);

    /** Compares what {@link LeaseRow#read} makes of a row: an identity that no client can have is none. */
    private static final String AS_EXPECTED =
            """
            l.address = c.address and %s = c.was_expire and coalesce(l.state, 0) = c.was_state
               and (coalesce(l.client_id, '') = coalesce(c.was_client_id, '')
                    or c.was_client_id is null and octet_length(l.client_id) not between %d and %d)
               and (coalesce(l.hwaddr, '') = coalesce(c.was_hwaddr, '')
                    or c.was_hwaddr is null and octet_length(l.hwaddr) > %d)""".formatted(EXPIRE, ClientIdentifier.MIN_BYTES, ClientIdentifier.MAX_BYTES, HardwareAddress.MAX_BYTES);

    private static final String UPDATED = """
            updated as (
              update lease4 l
                 set hwaddr = c.hwaddr, client_id = c.client_id, valid_lifetime = c.valid_lifetime,
                     expire = to_timestamp(c.expire), subnet_id = c.subnet_id, fqdn_fwd = c.fqdn_fwd,
                     fqdn_rev = c.fqdn_rev, hostname = c.hostname, state = c.state, user_context = c.user_context,
                     relay_id = c.relay_id, remote_id = c.remote_id, pool_id = c.pool_id
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  as c(%s, was_expire, was_state, was_client_id, was_hwaddr)
               where %s
              returning l.address)""".formatted(NEXT_COLUMNS, AS_EXPECTED);

    private static final String DELETED = """
            deleted as (
              delete from lease4 l
               using unnest(?, ?, ?, ?, ?) as c(address, was_expire, was_state, was_client_id, was_hwaddr)
               where %s
              returning l.address)""".formatted(AS_EXPECTED);

    private static final String EXPIRED = """
            select %s from lease4 l
             where l.state = %d and l.expire < to_timestamp(?) and l.valid_lifetime is distinct from 4294967295
             order by l.expire limit ?""";

    /** The condition is repeated because a row may have been granted again before it was locked. */
    private static final String PURGE = """
            with given as materialized (select to_timestamp(?) as before, ?::int8 as most),
            doomed as materialized (
              select l.address from lease4 l
               where l.state in (2, 3) and l.expire < (select before from given)
               limit (select most from given)
                 for update skip locked)
            delete from lease4 l
             using doomed d
             where l.address = d.address and l.state in (2, 3) and l.expire < (select before from given)""";

    /** All texts there are: for each set of kinds of changes one. */
    private static final List<String> APPLY = IntStream.range(0, 8)
            .mapToObj(kinds -> applying((kinds & 1) != 0, (kinds & 2) != 0, (kinds & 4) != 0))
            .toList();

    private static String applying(boolean inserts, boolean updates, boolean deletes) {
        List<String> parts = new ArrayList<>();
        List<String> results = new ArrayList<>();
        if (inserts) {
            parts.add(INSERTED);
            results.add("select address from inserted");
        }
        if (updates) {
            parts.add(UPDATED);
            results.add("select address from updated");
        }
        if (deletes) {
            parts.add(DELETED);
            results.add("select address from deleted");
        }
        return "with " + String.join(",\n", parts) + "\n" + String.join(" union all ", results);
    }

    @Override
    public String columns() {
        return COLUMNS;
    }

    @Override
    public void find(Connection connection, LeaseLookup lookup, RowSink sink) throws SQLException {
        String text =
                lookup.clients().isEmpty() ? OF_ADDRESSES : lookup.addresses().isEmpty() ? OF_CLIENTS : OF_BOTH;
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            ArrayParameters parameters = new ArrayParameters(connection, statement);
            if (!lookup.clients().isEmpty()) {
                parameters.clients(lookup.clients());
            }
            if (!lookup.addresses().isEmpty()) {
                parameters.addresses(lookup.addresses());
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
        List<Lease4> inserts = new ArrayList<>();
        List<Lease4> updates = new ArrayList<>();
        List<Lease4> updated = new ArrayList<>();
        List<Lease4> deleted = new ArrayList<>();
        for (LeaseChange change : changes) {
            Lease4 expected = (Lease4) change.expected();
            Lease4 next = (Lease4) change.next();
            if (expected == null) {
                inserts.add(requireNonNull(next));
            } else if (next == null) {
                deleted.add(expected);
            } else {
                updates.add(next);
                updated.add(expected);
            }
        }
        int kinds = (inserts.isEmpty() ? 0 : 1) | (updates.isEmpty() ? 0 : 2) | (deleted.isEmpty() ? 0 : 4);
        Set<Long> applied = HashSet.newHashSet(changes.size());
        try (PreparedStatement statement = connection.prepareStatement(APPLY.get(kinds))) {
            ArrayParameters parameters = new ArrayParameters(connection, statement);
            if (!inserts.isEmpty()) {
                parameters.next(inserts);
            }
            if (!updates.isEmpty()) {
                parameters.next(updates);
                parameters.expected(updated);
            }
            if (!deleted.isEmpty()) {
                parameters.addressesOf(deleted);
                parameters.expected(deleted);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    applied.add(rows.getLong(1));
                }
            }
        }
        boolean[] result = new boolean[changes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = applied.contains(((Ipv4Address) changes.get(i).address()).toUnsigned());
        }
        return result;
    }

    @Override
    public String occupied() {
        return "coalesce(l.state, 0) not in (2, 3) and (l.valid_lifetime = 4294967295 or l.expire >= to_timestamp(?))";
    }

    @Override
    public String hasHostname() {
        return "lower(l.hostname) = ?";
    }

    @Override
    public String expired(LeaseState state) {
        return EXPIRED.formatted(COLUMNS, state.number());
    }

    @Override
    public String purge() {
        return PURGE;
    }
}
