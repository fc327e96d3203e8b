package io.holdfast.store.mysql;

import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.LeaseTable;
import io.holdfast.store.TableColumn;
import io.holdfast.store.TableColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of the statements for one table; made once, and independent of the size of a batch. */
final class LeaseTexts {

    /** The last second that a TIMESTAMP can hold: 2038-01-19 03:14:07 UTC. */
    static final long LAST_EXPIRE = Integer.MAX_VALUE;

    /** The parameter as a time that the column can hold; beyond it MariaDB answers NULL. */
    static final String TIME = "from_unixtime(least(?, " + LAST_EXPIRE + "))";

    /**
     * When a lease ends that ends later than the column can hold is not known: it counts as infinite, for the address
     * must not be taken from its client early.
     */
    private static final String LIFETIME =
            "if(unix_timestamp(l.expire) >= %d, %d, l.valid_lifetime)".formatted(LAST_EXPIRE, Lease.INFINITE);

    /**
     * Rows that have the client's identifier and its hardware address, as most do, come once. What the client does not have is
     * not sought: without that condition MariaDB goes through all rows of the subnet that do not have it either.
     */
    private static final String OF_CLIENTS = """
            select straight_join c.question, %1$s
              from %2$s
              join lease4 l force index (lease4_by_client_id_subnet_id)
                on l.client_id = unhex(c.client_id) and l.subnet_id = c.subnet_id
             where c.client_id is not null
            union all
            select straight_join c.question, %1$s
              from %2$s
              join lease4 l force index (lease4_by_hwaddr_subnet_id)
                on l.hwaddr = unhex(c.hwaddr) and l.subnet_id = c.subnet_id
             where c.hwaddr is not null and (not l.client_id <=> unhex(c.client_id) or c.client_id is null)""";

    private static final String CLIENTS = """
            json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     client_id varchar(510) path '$[1]' error on error,
                     hwaddr varchar(40) path '$[2]' error on error,
                     subnet_id int unsigned path '$[3]' error on error)) c""";

    private static final String OF_DUIDS = """
            select straight_join c.question, %s
              from json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     duid varchar(260) path '$[1]' error on error,
                     subnet_id int unsigned path '$[2]' error on error)) c
              join lease6 l force index (lease6_by_duid_iaid_subnet_id)
                on l.duid = unhex(c.duid) and l.subnet_id = c.subnet_id""";

    private static final String GROUPS = """
            json_table(?, '$[*]' columns (
                     place for ordinality,
                     class varchar(1024) path '$[0]' error on error,
                     subnet bigint path '$[1]' error on error,
                     type int path '$[2]' error on error,
                     most bigint path '$[3]' error on error)) g""";

    private static final String SAME_HOLDER_4 = """
            coalesce(l.client_id, '') = coalesce(unhex(c.was_client_id), '')
               and coalesce(l.hwaddr, '') = coalesce(unhex(c.was_hwaddr), '')""";

    private static final String SAME_HOLDER_6 =
            "l.duid = unhex(c.was_duid) and l.lease_type = c.was_lease_type and l.iaid = c.was_iaid";

    private final LeaseTable table;
    final String columns;
    final String ofAddresses;
    final String ofClients;
    final String ofBoth;
    final String insert;
    final String update;
    final String delete;
    final String asExpected;
    final String lock;
    final String held;
    final String overLimit;

    LeaseTexts(LeaseTable table) {
        this.table = table;
        this.columns = table.columns().stream().map(LeaseTexts::selected).collect(Collectors.joining(", "));
        TableColumn address = table.columns().getFirst();
        this.ofAddresses = """
            select straight_join a.question, %s
              from json_table(?, '$[*]' columns (
                     question int path '$[0]' error on error,
                     address %s path '$[1]' error on error)) a
              join %s l force index (primary) on l.address = %s""".formatted(columns, type(address), table.title(), key("a.address"));
        this.ofClients =
                table == LeaseTable.LEASE4 ? OF_CLIENTS.formatted(columns, CLIENTS) : OF_DUIDS.formatted(columns);
        this.ofBoth = ofClients + "\nunion all\n" + ofAddresses;
        this.insert = insert();
        this.update = update();
        this.delete = delete();
        this.asExpected = """
             where l.expire = from_unixtime(c.was_expire) and l.state = c.was_state
               and %s""".formatted(table == LeaseTable.LEASE4 ? SAME_HOLDER_4 : SAME_HOLDER_6);
        this.held = held();
        this.overLimit = overLimit();
        // The addresses stand in the text: MySQL cannot lock rows that are joined with a JSON table.
        this.lock = "select %s from %s l force index (primary) where l.address in (%%s) for update"
                .formatted(columns, table.title());
    }

    /** One row for each group in its order; one parameter, see {@link JsonRows#limits}. */
    private String held() {
        return "select " + counted() + " from " + GROUPS + " order by g.place";
    }

    /** Whether a limit is exceeded; one parameter as above. */
    private String overLimit() {
        return "exists (select 1 from " + GROUPS + " where " + counted() + " > g.most)";
    }

    private String counted() {
        return """
                coalesce(if(g.class is null,
                    (select s.leases from %1$s_stat s where s.subnet_id = g.subnet and s.state = 0%2$s),
                    (select s.leases from %1$s_stat_by_client_class s
                      where s.client_class = convert(unhex(g.class) using utf8mb4)%2$s)), 0)""".formatted(table.title(), table == LeaseTable.LEASE6 ? " and s.lease_type = g.type" : "");
    }

    private static String selected(TableColumn column) {
        return switch (column.kind()) {
            case END -> "unix_timestamp(l.expire)";
            case ADDRESS, NUMBER, SHORT, INT, FLAG, BYTES, TEXT ->
                column.name().equals("valid_lifetime") ? LIFETIME : "l." + column.name();
        };
    }

    private String key(String expression) {
        return table == LeaseTable.LEASE4 ? expression : "unhex(" + expression + ")";
    }

    /** What a value is while it is in the JSON table: bytes and texts are hexadecimal digits. */
    private String type(TableColumn column) {
        return switch (column.kind()) {
            case ADDRESS -> table == LeaseTable.LEASE4 ? "bigint" : "varchar(32)";
            case NUMBER, SHORT, INT, END -> "bigint";
            case FLAG -> "int";
            case BYTES, TEXT -> column.most() == 0 ? "longtext" : "varchar(" + 2 * column.most() + ")";
        };
    }

    private String written(TableColumn column) {
        String name = "c." + column.name();
        return switch (column.kind()) {
            case ADDRESS -> key(name);
            case NUMBER, SHORT, INT, FLAG -> name;
            case END -> "from_unixtime(" + name + ")";
            case BYTES -> "unhex(" + name + ")";
            case TEXT -> "convert(unhex(" + name + ") using utf8mb4)";
        };
    }

    /** @param first place of the first column in a row */
    private List<String> paths(List<TableColumn> columns, int first) {
        List<String> paths = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            paths.add("%s %s path '$[%d]' error on error".formatted(column.name(), type(column), first + i));
        }
        return paths;
    }

    private static String table(List<String> paths) {
        return "json_table(?, '$[*]' columns (\n" + String.join(",\n", paths) + ")) c";
    }

    /** The address and what is compared. */
    private List<String> expectedPaths() {
        List<String> paths = paths(table.columns().subList(0, 1), 0);
        paths.addAll(paths(table.expected(), 1));
        return paths;
    }

    private String insert() {
        return "insert into %s (%s)\nselect %s\n  from %s"
                .formatted(
                        table.title(),
                        table.columns().stream().map(TableColumn::name).collect(Collectors.joining(", ")),
                        table.columns().stream().map(this::written).collect(Collectors.joining(", ")),
                        table(paths(table.columns(), 0)));
    }

    private String update() {
        List<String> paths = expectedPaths();
        int first = paths.size();
        List<TableColumn> next = table.columns();
        paths.addAll(paths(next.subList(1, next.size()), first + 1));
        String values = next.stream()
                .filter(column -> column.kind() != Kind.ADDRESS)
                .map(column -> "l." + column.name() + " = " + written(column))
                .collect(Collectors.joining(", "));
        return "update %s\n  straight_join %s l force index (primary) on l.address = %s\n   set %s\n"
                .formatted(table(paths), table.title(), key("c.address"), values);
    }

    private String delete() {
        return "delete l\n  from %s\n  straight_join %s l force index (primary) on l.address = %s\n"
                .formatted(table(expectedPaths()), table.title(), key("c.address"));
    }

    String expired(LeaseState state) {
        return """
                select %1$s from %2$s l force index (%2$s_by_expire_state)
                 where l.state = %3$d and l.expire < %4$s and not l.valid_lifetime <=> 4294967295
                 order by l.expire limit ?""".formatted(columns, table.title(), state.number(), TIME);
    }

    String purge() {
        return "delete from " + table.title() + " where state in (2, 3) and expire < " + TIME
                + " order by expire limit ?";
    }
}
