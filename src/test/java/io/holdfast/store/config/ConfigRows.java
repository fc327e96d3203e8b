package io.holdfast.store.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes rows of one protocol's configuration by plain SQL, as an operator does. */
public final class ConfigRows {

    private final TestDatabase database;
    private final Protocol protocol;

    public ConfigRows(TestDatabase database, Protocol protocol) {
        this.database = database;
        this.protocol = protocol;
    }

    Protocol protocol() {
        return protocol;
    }

    TestDatabase database() {
        return database;
    }

    boolean isMysql() {
        return database.settings().type() == Type.MYSQL;
    }

    public String table(String name) {
        return protocol.label() + "_" + name;
    }

    /** As when it was made. */
    void empty() {
        List<String> statements = new ArrayList<>();
        statements.add(isMysql() ? "set @disable_audit = 1" : "select set_session_value('kea.disable_audit', true)");
        Stream.of(
                        "options",
                        "option_def",
                        "client_class_server",
                        "client_class_dependency",
                        "client_class_order",
                        "client_class",
                        "pool",
                        "pd_pool",
                        "subnet",
                        "shared_network",
                        "global_parameter",
                        "audit",
                        "audit_revision")
                .filter(name -> protocol == Protocol.DHCP6 || !name.equals("pd_pool"))
                .forEach(name -> statements.add("delete from " + table(name)));
        statements.add("delete from " + table("server") + " where id > 1");
        database.execute(statements.toArray(String[]::new));
    }

    void assertEmpty(String... tables) {
        for (String table : tables) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from " + table(table))) {
                rows.next();
                assertThat(rows.getLong(1)).as(table).isZero();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What Kea has seen it remembers in whole seconds, rounded: what is between would be overlooked. */
    void assertRevisionsInWholeSeconds() {
        String newest = "(select * from " + table("audit_revision") + " order by id desc limit 1) r";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select modification_ts from " + newest)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getTimestamp(1).getNanos()).isZero();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** In one audit revision for all servers. */
    public void write(String... statements) {
        writeFor("all", statements);
    }

    void writeFor(String tag, String... statements) {
        List<String> all = new ArrayList<>();
        all.add(revision(tag, false));
        all.addAll(List.of(statements));
        database.execute(all.toArray(String[]::new));
    }

    /** In one transaction. */
    void together(String... statements) {
        List<String> all = new ArrayList<>(List.of("begin", revision("all", false)));
        all.addAll(List.of(statements));
        all.add("commit");
        database.execute(all.toArray(String[]::new));
    }

    /** @param cascade whether options are written with what they belong to, and are no changes of their own */
    String revision(String tag, boolean cascade) {
        return (isMysql() ? "call" : "select") + " createAuditRevisionDHCP"
                + protocol.label().substring(4) + "(current_timestamp, '" + tag + "', 'a test', "
                + cascade + ")";
    }

    void servers(String... tags) {
        write(Stream.of(tags)
                .map(tag -> "insert into " + table("server") + " (tag, description, modification_ts) values ('" + tag
                        + "', 'a server', current_timestamp)")
                .toArray(String[]::new));
    }

    /** @param pairs columns with their values as SQL, such as {@code "name", "'frog'"}; the time is added */
    public String insert(String table, String... pairs) {
        List<String> columns = new ArrayList<>(List.of("modification_ts"));
        List<String> values = new ArrayList<>(List.of("current_timestamp"));
        for (int i = 0; i < pairs.length; i += 2) {
            columns.add(pairs[i]);
            values.add(pairs[i + 1]);
        }
        return "insert into " + table(table) + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", values) + ")";
    }

    /** @param table such as {@code subnet} or {@code options} */
    public String assign(String table, long id, String tag) {
        String key = switch (table) {
            case "subnet" -> "subnet_id";
            case "shared_network" -> "shared_network_id";
            case "client_class" -> "class_id";
            case "options" -> "option_id";
            case "option_def" -> "option_def_id";
            case "global_parameter" -> "parameter_id";
            default -> throw new IllegalArgumentException(table);
        };
        return "insert into " + table(table + "_server") + " (" + key + ", server_id, modification_ts) select " + id
                + ", id, current_timestamp from " + table("server") + " where tag = '" + tag + "'";
    }

    String bytes(String hex) {
        return isMysql() ? "unhex('" + hex + "')" : "decode('" + hex + "', 'hex')";
    }

    /** In a column that is a number with MySQL. */
    String address4(String text) {
        return isMysql() ? "inet_aton('" + text + "')" : "'" + text + "'";
    }

    String over6(String what) {
        return isMysql() ? "`4o6_" + what + "`" : what + "_4o6";
    }

    String subnetColumn() {
        return protocol.label().toLowerCase(Locale.ROOT) + "_subnet_id";
    }

    /** An option for all clients, of whatever scope. */
    String option(long id, int scope, String... pairs) {
        List<String> all = new ArrayList<>(List.of(
                "option_id", Long.toString(id), "scope_id", Integer.toString(scope), "client_classes", "'[ ]'"));
        all.addAll(List.of(pairs));
        return insert("options", all.toArray(String[]::new));
    }

    /** A subnet with just what it needs, for all servers. */
    String[] subnet(long id, String prefix, String... pairs) {
        List<String> all =
                new ArrayList<>(List.of("subnet_id", Long.toString(id), "subnet_prefix", "'" + prefix + "'"));
        all.addAll(List.of(pairs));
        return new String[] {insert("subnet", all.toArray(String[]::new)), assign("subnet", id, "all")};
    }

    /** So many subnets with two options each, a pool, and an option of the pool; many rows to a statement. */
    public void fill(int subnets, IntFunction<String> prefix, IntFunction<String[]> pool) {
        List<String> statements = new ArrayList<>(List.of("begin", revision("all", true)));
        for (int from = 1; from <= subnets; from += 500) {
            int to = Math.min(subnets, from + 499);
            statements.add(rows(
                    "subnet (subnet_id, subnet_prefix, valid_lifetime, modification_ts, user_context)",
                    from,
                    to,
                    i -> i + ", '" + prefix.apply(i) + "', 3600, current_timestamp, '{ \"site\": \"s" + i + "\" }'"));
            statements.add(rows(
                    "subnet_server (subnet_id, server_id, modification_ts)",
                    from,
                    to,
                    i -> i + ", 1, current_timestamp"));
            statements.add(rows(
                    "pool (id, subnet_id, start_address, end_address, modification_ts)",
                    from,
                    to,
                    i -> i + ", " + i + ", " + String.join(", ", pool.apply(i)) + ", current_timestamp"));
            String options = "options (scope_id, code, space, formatted_value, client_classes, " + subnetColumn()
                    + ", pool_id, modification_ts)";
            for (int code = 4; code <= 6; code++) { // lists of addresses in DHCPv4
                int of = code;
                statements.add(rows(
                        options,
                        from,
                        to,
                        i -> (of < 6 ? "1, " : "5, ") + of + ", '" + protocol.label()
                                + "', '192.0.2.1, 192.0.2.2', '[  ]', " + (of < 6 ? i + ", null" : "null, " + i)
                                + ", current_timestamp"));
            }
        }
        if (!isMysql()) {
            statements.add("select setval('" + table("pool") + "_id_seq', " + subnets + ")");
        }
        statements.add("commit");
        database.execute(statements.toArray(String[]::new));
    }

    private String rows(String table, int from, int to, IntFunction<String> row) {
        return "insert into " + table(table) + " values "
                + IntStream.rangeClosed(from, to)
                        .mapToObj(i -> "(" + row.apply(i) + ")")
                        .collect(Collectors.joining(", "));
    }
}
