package io.holdfast.store.config.object;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pools of addresses and of prefixes, which are written with their subnet. */
final class PoolRows {

    private final Statements statements;
    private final OptionRows options;

    PoolRows(Statements statements, OptionRows options) {
        this.statements = statements;
        this.options = options;
    }

    /** In the place of all that are in it; options go with their pools. */
    void replaceIn(long subnet, Map<String, @Nullable Object> members) throws SQLException {
        deleteIn(subnet, statements.tables().pools(), "pool_id");
        if (statements.tables().protocol() == Protocol.DHCP6) {
            deleteIn(subnet, statements.tables().pdPools(), "pd_pool_id");
        }
        insertIn(subnet, members);
    }

    /** Into one that has none yet. */
    void insertIn(long subnet, Map<String, @Nullable Object> members) throws SQLException {
        ConfigTables tables = statements.tables();
        for (Map<String, @Nullable Object> pool : RowObjects.maps(members.get("pools"))) {
            long key = statements.insert(tables.pools(), addresses(subnet, pool));
            options.insertIn(OptionRows.Owner.pool(key), RowObjects.maps(pool.get("option-data")));
        }
        if (tables.protocol() == Protocol.DHCP6) {
            for (Map<String, @Nullable Object> pool : RowObjects.maps(members.get("pd-pools"))) {
                long key = statements.insert(tables.pdPools(), prefixes(subnet, pool));
                options.insertIn(OptionRows.Owner.pdPool(key), RowObjects.maps(pool.get("option-data")));
            }
        }
    }

    private void deleteIn(long subnet, Table pools, String link) throws SQLException {
        statements.update(
                "delete from " + statements.table("options") + " where " + link + " in (select id from " + pools.name()
                        + " where subnet_id = ?)",
                subnet);
        statements.update("delete from " + pools.name() + " where subnet_id = ?", subnet);
    }

    private List<Cell> addresses(long subnet, Map<String, @Nullable Object> pool) {
        ConfigTables tables = statements.tables();
        AddressRange range = AddressRange.parse(
                tables.protocol(), String.valueOf(pool.get("pool")).replace(" ", ""));
        List<Cell> cells = new ArrayList<>(tables.pools().cells(pool, tables.dialect()));
        String address = address(tables);
        cells.add(new Cell("start_address", "pool", address, range.first().toString()));
        cells.add(new Cell("end_address", "pool", address, range.last().toString()));
        cells.add(Cell.of("subnet_id", subnet));
        return cells;
    }

    private List<Cell> prefixes(long subnet, Map<String, @Nullable Object> pool) {
        ConfigTables tables = statements.tables();
        Map<String, @Nullable Object> written = new HashMap<>(pool);
        for (String name : List.of("prefix", "excluded-prefix")) {
            written.computeIfPresent(
                    name, (_, text) -> Ipv6Address.parse(text.toString()).toString());
        }
        List<Cell> cells = new ArrayList<>(tables.pdPools().cells(written, tables.dialect()));
        cells.add(Cell.of("subnet_id", subnet));
        return cells;
    }

    private static String address(ConfigTables tables) {
        return switch (tables.protocol()) {
            case DHCP4 -> tables.dialect().toAddress4("?");
            case DHCP6 -> tables.dialect().toAddress6("?");
        };
    }

    static List<Long> keys(Statements statements, OptionHome.OfPool pool) throws SQLException {
        String address = address(statements.tables());
        return statements.keys(
                "select id from " + statements.table("pool") + " where start_address = " + address
                        + " and end_address = " + address + " order by id",
                pool.first().toString(),
                pool.last().toString());
    }

    static List<Long> keys(Statements statements, OptionHome.OfPdPool pool) throws SQLException {
        return statements.keys(
                "select id from " + statements.table("pd_pool") + " where prefix = ? and prefix_length = ? order by id",
                pool.prefix().toString(),
                pool.prefixLength());
    }
}
