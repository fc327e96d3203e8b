package io.holdfast.store.postgresql;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.LeaseTable;
import io.holdfast.store.TableColumn;
import io.holdfast.store.TableColumn.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of the statements for one table; made once, and independent of the size of a batch. */
final class LeaseTexts {

    /** The end of the year 9999; PostgreSQL could hold later ones, but also such as are no numbers. */
    static final long LAST_EXPIRE = 253_402_300_799L;

    /** Other programs may have left fractions, infinity, ends before 1970 or none. */
    private static final String EXPIRE =
            "floor(least(greatest(extract(epoch from l.expire), 1), " + LAST_EXPIRE + "))::int8";

    /** Compares what is made of a row when it is read: an identity that no client can have is none. */
    private static final String SAME_HOLDER_4 =
            """
            (coalesce(l.client_id, '') = coalesce(c.was_client_id, '')
                    or c.was_client_id is null and octet_length(l.client_id) not between %d and %d)
               and (coalesce(l.hwaddr, '') = coalesce(c.was_hwaddr, '')
                    or c.was_hwaddr is null and octet_length(l.hwaddr) > %d)""".formatted(ClientIdentifier.MIN_BYTES, ClientIdentifier.MAX_BYTES, HardwareAddress.MAX_BYTES);

    private static final String SAME_HOLDER_6 = """
            (l.duid = c.was_duid
                    or c.was_duid = '\\x000000'
                       and (l.duid is null or octet_length(l.duid) not between %d and %d))
               and coalesce(nullif(l.lease_type, 1), 0) = c.was_lease_type and coalesce(l.iaid, 0) = c.was_iaid""".formatted(Duid.MIN_BYTES, Duid.MAX_BYTES);

    private final LeaseTable table;
    final String columns;
    final String ofAddresses;
    final String ofClients;
    final String ofBoth;
    final String held;
    final String withinLimits;
    private final List<String> applying;
    private final List<String> applyingGroups;

    LeaseTexts(LeaseTable table) {
        this.table = table;
        this.columns = table.columns().stream().map(this::selected).collect(Collectors.joining(", "));
        this.ofAddresses = """
                select a.question, %s
                  from unnest(?, ?) as a(question, address)
                 cross join lateral %s l""".formatted(columns, at("*", "a.address"));
        this.ofClients = table == LeaseTable.LEASE4 ? ofClients() : ofDuids();
        this.ofBoth = ofClients + "\nunion all\n" + ofAddresses;
        this.held = held();
        this.withinLimits = withinLimits();
        this.applying = applying(false);
        this.applyingGroups = applying(true);
    }

    private String selected(TableColumn column) {
        return switch (column.kind()) {
            case ADDRESS -> address("l.address");
            case END -> EXPIRE;
            case NUMBER, SHORT, INT, FLAG, BYTES, TEXT -> "l." + column.name();
        };
    }

    /** An address as {@link LeaseTable#address} reads it. The binary form of an {@code inet} has four bytes before it. */
    String address(String expression) {
        return table == LeaseTable.LEASE4 ? expression : "substring(inet_send(" + expression + ") from 5)";
    }

    /** A parameter to compare an address with. */
    String key(String expression) {
        return table == LeaseTable.LEASE4 ? expression : expression + "::inet";
    }

    /** Rows that have the client's identifier and its hardware address, as most do, come once. */
    private String ofClients() {
        return """
            with c as materialized (
              select * from unnest(?, ?, ?, ?) as c(question, client_id, hwaddr, subnet_id))
            select c.question, %1$s
              from c cross join lateral %2$s l
            union all
            select c.question, %1$s
              from c cross join lateral %3$s l
             where c.client_id is null or l.client_id is distinct from c.client_id""".formatted(columns, of("client_id"), of("hwaddr"));
    }

    private String ofDuids() {
        return """
            select c.question, %s
              from unnest(?, ?, ?) as c(question, duid, subnet_id)
             cross join lateral %s l""".formatted(columns, of("duid"));
    }

    /**
     * A client's rows. The sum keeps the planner from the index of subnets: on a table without statistics, a new one, it
     * would read the whole subnet for each client.
     */
    private String of(String column) {
        return Lookup.all(
                "*", table.title() + " l", "l.%1$s = c.%1$s and l.subnet_id + 0 = c.subnet_id".formatted(column));
    }

    /** The text for a set of kinds of changes. */
    String applying(boolean inserts, boolean updates, boolean deletes, boolean groups) {
        return (groups ? applyingGroups : applying).get((inserts ? 1 : 0) | (updates ? 2 : 0) | (deletes ? 4 : 0));
    }

    /** Parameters: class, subnet and type of each group. */
    private String held() {
        return "select " + counted()
                + " from unnest(?, ?, ?) with ordinality as g(class, subnet, type, place) order by place";
    }

    /** A second statement of the same transaction that fails when a limit is exceeded; parameters as above, and the limits. */
    private String withinLimits() {
        return ";\nselect 1 / (case when exists (select from unnest(?, ?, ?, ?) as g(class, subnet, type, most) where "
                + counted() + " > g.most) then 0 else 1 end)";
    }

    private String counted() {
        boolean typed = table == LeaseTable.LEASE6;
        return """
            coalesce(case when g.class is null
                     then (select s.leases from %1$s_stat s where s.subnet_id = g.subnet and s.state = 0%2$s)
                     else (select s.leases from %1$s_stat_by_client_class s where s.client_class = g.class%2$s)
                      end, 0)""".formatted(table.title(), typed ? " and s.lease_type = g.type" : "");
    }

    private List<String> applying(boolean groups) {
        return IntStream.range(0, 8)
                .mapToObj(kinds -> applied(kinds) + (groups ? ofWholeGroups() : ""))
                .toList();
    }

    private String applied(int kinds) {
        List<String> parts = new ArrayList<>();
        List<String> results = new ArrayList<>();
        if ((kinds & 1) != 0) {
            parts.add(inserted());
            results.add("select address from inserted");
        }
        if ((kinds & 2) != 0) {
            parts.add(updated());
            results.add("select address from updated");
        }
        if ((kinds & 4) != 0) {
            parts.add(deleted());
            results.add("select address from deleted");
        }
        parts.add("done as (" + String.join(" union all ", results) + ")");
        return "with " + String.join(",\n", parts) + "\nselect " + address("d.address") + " from done d";
    }

    /**
     * Makes the statement fail, and undo all it did, unless as many of the addresses of groups are done as there are. Of
     * the kinds of failure there are, dividing by zero is one that nothing else in the statement can meet with.
     */
    private String ofWholeGroups() {
        return """

            where 1 / (case when ? = (select count(*) from unnest(?) as g(address) join done w on w.address = %s)
                            then 1 else 0 end) = 1""".formatted(key("g.address"));
    }

    private String names() {
        return table.columns().stream().map(TableColumn::name).collect(Collectors.joining(", "));
    }

    private static String unnest(List<TableColumn> columns) {
        return "unnest(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ") as c("
                + columns.stream().map(TableColumn::name).collect(Collectors.joining(", ")) + ")";
    }

    private String written(TableColumn column) {
        return switch (column.kind()) {
            case ADDRESS -> key("c.address");
            case END -> "to_timestamp(c.expire)";
            case NUMBER, SHORT, INT, FLAG, BYTES, TEXT -> "c." + column.name();
        };
    }

    private String inserted() {
        return """
            inserted as (
              insert into %s (%s)
              select %s
                from %s
              on conflict (address) do nothing
              returning address)""".formatted(
                        table.title(),
                        names(),
                        table.columns().stream().map(this::written).collect(Collectors.joining(", ")),
                        unnest(table.columns()));
    }

    private String updated() {
        List<TableColumn> given = new ArrayList<>(table.columns());
        given.addAll(table.expected());
        return """
            updated as (
              update %s l
                 set %s
                from %s
               cross join lateral %s found
               where l.ctid = found.ctid and %s
              returning l.address)""".formatted(
                        table.title(),
                        table.columns().stream()
                                .filter(column -> column.kind() != Kind.ADDRESS)
                                .map(column -> column.name() + " = " + written(column))
                                .collect(Collectors.joining(", ")),
                        unnest(given),
                        at("l.ctid", "c.address"),
                        asExpected());
    }

    private String deleted() {
        List<TableColumn> given = new ArrayList<>(table.columns().subList(0, 1));
        given.addAll(table.expected());
        return """
            deleted as (
              delete from %s l
               using %s
               cross join lateral %s found
               where l.ctid = found.ctid and %s
              returning l.address)""".formatted(table.title(), unnest(given), at("l.ctid", "c.address"), asExpected());
    }

    /**
     * The row at an address. What is to be changed is looked for first and then joined by its place, which cannot be done
     * in more than one way. If somebody else changes a row in between, it has another place, and counts as taken even if it
     * still is as expected; but not with older servers (17.6 is one), which do not look at the place again.
     */
    private String at(String selected, String address) {
        return Lookup.one(selected, table.title() + " l", "l.address", key(address));
    }

    /** The address is among it, for what has been found may have been given another; in such a way that no index is chosen. */
    private String asExpected() {
        return """
            (l.address = %s) is true and %s = c.was_expire and coalesce(l.state, 0) = c.was_state
               and %s""".formatted(key("c.address"), EXPIRE, table == LeaseTable.LEASE4 ? SAME_HOLDER_4 : SAME_HOLDER_6);
    }

    String expired(LeaseState state) {
        return """
            select %s from %s l
             where l.state = %d and l.expire < to_timestamp(?) and l.valid_lifetime is distinct from 4294967295
             order by l.expire limit ?""".formatted(columns, table.title(), state.number());
    }

    /**
     * The condition is repeated because a row may have been granted again before it was locked; in such a way that no index
     * is chosen for it, which would have all that have ended compared with all that are doomed.
     */
    String purge() {
        return """
            with given as materialized (select to_timestamp(?) as before, ?::int8 as most),
            doomed as materialized (
              select l.ctid from %1$s l
               where l.state in (2, 3) and l.expire < (select before from given)
               limit (select most from given)
                 for update skip locked)
            delete from %1$s l
             using doomed d
             where l.ctid = d.ctid and (l.state in (2, 3) and l.expire < (select before from given)) is true""".formatted(table.title());
    }
}
