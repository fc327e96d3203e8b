package io.holdfast.store.config.object;

import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Subnets with their pools and options. */
public final class SubnetRows {

    private static final String NETWORK = "shared-network-name";

    private final Statements statements;
    private final NetworkRows networks;
    private final OptionRows options;
    private final PoolRows pools;
    private final Table table;
    private final ServerLinks links;

    public SubnetRows(Statements statements, ServerRows servers, NetworkRows networks, OptionRows options) {
        this.statements = statements;
        this.networks = networks;
        this.options = options;
        this.pools = new PoolRows(statements, options);
        this.table = statements.tables().subnets();
        this.links = new ServerLinks(statements, servers, table, "subnet_server", "subnet_id");
    }

    private static Selection withId(long id) {
        return Selection.of("t.subnet_id = ?", id);
    }

    public Optional<StoredObject> find(ObjectKey.Subnet key) throws SQLException {
        return select(withId(key.id())).stream().findFirst();
    }

    public Optional<List<String>> servers(long id) throws SQLException {
        return links.tags(withId(id)).values().stream().findFirst();
    }

    /** Of the subnet that a pool is in. */
    public Optional<List<String>> servers(OptionHome.OfPool pool) throws SQLException {
        return serversOf("pool", PoolRows.keys(statements, pool));
    }

    public Optional<List<String>> servers(OptionHome.OfPdPool pool) throws SQLException {
        return serversOf("pd_pool", PoolRows.keys(statements, pool));
    }

    private Optional<List<String>> serversOf(String table, List<Long> pools) throws SQLException {
        if (pools.isEmpty()) {
            return Optional.empty();
        }
        List<Long> subnet =
                statements.keys("select subnet_id from " + statements.table(table) + " where id = ?", pools.getFirst());
        return servers(subnet.getFirst());
    }

    public List<StoredObject> list(TagChoice choice) throws SQLException {
        return select(links.chosen(choice));
    }

    /**
     * What servers had, with what they have now of some.
     *
     * @param former by ascending id
     * @param ids of those that are looked at again
     * @param present the networks, by whose names theirs are
     */
    public List<Map<String, @Nullable Object>> update(
            TagChoice choice,
            List<Map<String, @Nullable Object>> former,
            Set<Long> ids,
            List<Map<String, @Nullable Object>> present)
            throws SQLException {
        if (ids.isEmpty()) {
            return former;
        }
        SortedMap<Long, Map<String, @Nullable Object>> next = new TreeMap<>();
        for (Map<String, @Nullable Object> subnet : former) {
            long id = ((Number) Objects.requireNonNull(subnet.get("id"), "it was a key")).longValue();
            if (!ids.contains(id)) {
                next.put(id, subnet);
            }
        }
        String these = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        next.putAll(assembled(links.chosen(choice).and("t.subnet_id in (" + these + ")"), present));
        return List.copyOf(next.values());
    }

    private List<StoredObject> select(Selection selection) throws SQLException {
        return links.objects(assembled(selection, List.of()), selection);
    }

    private Map<Long, Map<String, @Nullable Object>> assembled(
            Selection selection, List<Map<String, @Nullable Object>> present) throws SQLException {
        ConfigTables tables = statements.tables();
        Assembly assembly = new Assembly(tables);
        present.forEach(assembly::know);
        List<Object> values = selection.values();
        String these = "(select t.subnet_id from " + table.name() + " t where " + selection.condition() + ")";
        statements.each(table, "where " + selection.condition() + " order by t.subnet_id", values, assembly::subnet);
        statements.each(tables.pools(), "where t.subnet_id in " + these + " order by t.id", values, assembly::pool);
        options(assembly, 1, tables.subnetOfOptions(), these, values);
        options(assembly, 5, "pool_id", inPools(tables.pools(), these), values);
        if (tables.protocol() == Protocol.DHCP6) {
            statements.each(
                    tables.pdPools(), "where t.subnet_id in " + these + " order by t.id", values, assembly::pdPool);
            options(assembly, 6, "pd_pool_id", inPools(tables.pdPools(), these), values);
        }
        return assembly.subnets();
    }

    private static String inPools(Table pools, String subnets) {
        return "(select p.id from " + pools.name() + " p where p.subnet_id in " + subnets + ")";
    }

    private void options(Assembly assembly, int scope, String column, String owners, List<Object> values)
            throws SQLException {
        statements.each(
                statements.tables().scopedOptions(),
                "where t.scope_id = " + scope + " and t." + column + " in " + owners + " order by t.option_id",
                values,
                assembly::option);
    }

    /** However it is written. */
    public Optional<Long> id(String prefix) throws SQLException {
        String wanted = canonical(prefix);
        Optional<Long> found = written(wanted);
        if (found.isPresent()) {
            return found;
        }
        try (PreparedStatement statement = statements.prepare("select subnet_id, subnet_prefix from " + table.name());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (isSame(String.valueOf(rows.getString(2)), wanted)) {
                    return Optional.of(rows.getLong(1));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Long> written(String prefix) throws SQLException {
        return statements.keys("select subnet_id from " + table.name() + " where subnet_prefix = ?", prefix).stream()
                .findFirst();
    }

    /** What somebody else wrote need not be a prefix at all. */
    private boolean isSame(String written, String wanted) {
        try {
            return canonical(written).equals(wanted);
        } catch (StoredConflict _) {
            return false;
        }
    }

    private String canonical(String prefix) {
        try {
            return switch (statements.tables().protocol()) {
                case DHCP4 -> Ipv4Prefix.parse(prefix).toString();
                case DHCP6 -> Ipv6Prefix.parse(prefix).toString();
            };
        } catch (IllegalArgumentException e) {
            throw new StoredConflict(String.valueOf(e.getMessage()));
        }
    }

    public void put(ObjectKey.Subnet key, StoredObject object) throws SQLException {
        Map<String, @Nullable Object> members = new HashMap<>(object.members());
        String prefix = canonical(String.valueOf(members.get("subnet")));
        members.put("subnet", prefix);
        refuseSamePrefix(key.id(), prefix);
        Object network = members.get(NETWORK);
        if (network != null) {
            members.put(NETWORK, networkName(key.id(), network.toString()));
        }
        List<Cell> cells = table.cells(members, statements.tables().dialect());
        List<Map<String, @Nullable Object>> own = RowObjects.maps(members.get("option-data"));
        statements.cascade(true);
        if (isThere(key.id())) {
            statements.update(table, key.id(), cells);
            links.replace(key.id(), object.serverTags());
            pools.replaceIn(key.id(), members);
            options.replaceIn(options.subnet(key.id()), own);
        } else {
            List<Cell> all = new ArrayList<>(cells);
            all.add(Cell.of(table.key(), key.id()));
            statements.insert(table, all);
            links.insert(key.id(), object.serverTags());
            pools.insertIn(key.id(), members);
            options.insertIn(options.subnet(key.id()), own);
        }
        statements.cascade(false);
    }

    private void refuseSamePrefix(long id, String prefix) throws SQLException {
        Optional<Long> other = written(prefix).filter(found -> found != id);
        if (other.isPresent()) {
            throw new StoredConflict("the configuration database has " + prefix + " as subnet " + other.get()
                    + " already, which leases go by: delete that before it gets the id " + id);
        }
    }

    private String networkName(long id, String name) throws SQLException {
        return networks.name(name)
                .orElseThrow(() -> new StoredConflict("subnet " + id + " is to be in shared network '" + name
                        + "', which the configuration database does not have"));
    }

    private boolean isThere(long id) throws SQLException {
        return !statements
                .keys("select subnet_id from " + table.name() + " where subnet_id = ?", id)
                .isEmpty();
    }

    public boolean delete(ObjectKey.Subnet key) throws SQLException {
        if (!isThere(key.id())) {
            return false;
        }
        statements.cascade(true);
        pools.replaceIn(key.id(), Map.of());
        statements.update("delete from " + table.name() + " where subnet_id = ?", key.id());
        statements.cascade(false);
        return true;
    }
}
