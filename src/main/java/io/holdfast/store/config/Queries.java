package io.holdfast.store.config;

import io.holdfast.config.source.AuditMark;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.Query;
import io.holdfast.store.config.table.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One protocol's statements, made once. Server 1 is all servers. Classes, networks and subnets are the server's when one
 * of their servers is it or all; parameters, definitions and global options come once for each of the two, because its
 * own counts more.
 */
final class Queries {

    private static final String SERVER = "(s.id = 1 or lower(s.tag) = ?)";

    private final ConfigTables tables;
    final Query globals;
    final Query definitions;
    final Query classDefinitions;
    final Query options;
    final Query scopedOptions;
    final Query classes;
    final Query networks;
    final Query subnets;
    final Query pools;
    /** Absent in DHCPv4. */
    final @Nullable Query pdPools;

    final String mark;

    Queries(ConfigTables tables) {
        this.tables = tables;
        this.globals = perServer(tables.globals(), "global_parameter_server", "parameter_id", "");
        this.definitions = perServer(
                tables.definitions(ConfigTables.SERVER),
                "option_def_server",
                "option_def_id",
                "where t.class_id is null");
        this.classDefinitions = query(
                tables.definitions(Map.of("class_id", "t.class_id")), "where t.class_id is not null order by t.id");
        this.options =
                perServer(tables.options(ConfigTables.SERVER), "options_server", "option_id", "where t.scope_id = 0");
        this.scopedOptions = query(tables.scopedOptions(), "where t.scope_id in (1, 2, 4, 5, 6) order by t.option_id");
        this.classes = ofServer(
                tables.classes(),
                "left join " + tables.name("client_class_order") + " o on o.class_id = t.id",
                "client_class_server",
                "class_id",
                "case when o.order_index is null then 1 else 0 end, o.order_index, t.id");
        this.networks = ofServer(tables.networks(), "", "shared_network_server", "shared_network_id", "t.id");
        this.subnets = ofServer(tables.subnets(), "", "subnet_server", "subnet_id", "t.subnet_id");
        this.pools = ofSubnets(tables.pools());
        this.pdPools = switch (tables.protocol()) {
            case DHCP4 -> null;
            case DHCP6 -> ofSubnets(tables.pdPools());
        };
        // Numbers may be without sign, where 3 - 1000 is an error.
        this.mark = """
            select coalesce(max(id), 0), count(*), (select %3$s from %1$s a join %4$s r on r.id = a.revision_id
                                                     where a.id = (select max(id) from %1$s)) from %1$s
             where id > (select greatest(coalesce(max(id), 0), %2$d) - %2$d from %1$s)""".formatted(
                        tables.name("audit"),
                        AuditMark.RANGE,
                        tables.dialect().seconds("r.modification_ts"),
                        tables.name("audit_revision"));
    }

    private static Query query(Table table, String rest) {
        return new Query(table, table.select(rest), false);
    }

    /** Rows for all servers come before the server's own, where it is the same row. */
    private Query perServer(Table table, String servers, String key, String condition) {
        return new Query(
                table,
                table.select("""
                join %s a on a.%s = t.%s
                join %s s on s.id = a.server_id and %s
                %s order by t.%3$s, s.id""".formatted(
                                tables.name(servers), key, table.key(), tables.name("server"), SERVER, condition)),
                true);
    }

    private Query ofServer(Table table, String join, String servers, String key, String order) {
        return new Query(
                table,
                table.select(join + " where " + hasServer(servers, key, table.key()) + " order by " + order),
                true);
    }

    private Query ofSubnets(Table table) {
        return new Query(
                table,
                table.select("where " + hasServer("subnet_server", "subnet_id", "subnet_id") + " order by t.id"),
                true);
    }

    private String hasServer(String servers, String key, String column) {
        return """
            exists (select 1 from %s a join %s s on s.id = a.server_id
                     where a.%s = t.%s and %s)""".formatted(tables.name(servers), tables.name("server"), key, column, SERVER);
    }
}
