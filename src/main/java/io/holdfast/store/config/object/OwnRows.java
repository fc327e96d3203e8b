package io.holdfast.store.config.object;

import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.Query;
import io.holdfast.store.config.table.Row;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that are each for one server or for all: parameters, definitions and global options. */
final class OwnRows {

    /** What a row is. */
    @FunctionalInterface
    interface Reading {
        Map<String, @Nullable Object> of(Row row) throws SQLException;
    }

    private final Statements statements;
    private final ServerRows servers;
    private final Table table;
    private final String links;
    private final String link;
    private final String condition;
    private final String order;
    private final Reading reading;

    /**
     * @param links the table that says for which server
     * @param link its column with the key
     * @param condition what makes a row of the table one of these
     * @param order of lists, in which those with the same key stand together
     */
    OwnRows(
            Statements statements,
            ServerRows servers,
            Table table,
            String links,
            String link,
            String condition,
            String order,
            Reading reading) {
        this.statements = statements;
        this.servers = servers;
        this.table = table;
        this.links = statements.table(links);
        this.link = link;
        this.condition = condition;
        this.order = order;
        this.reading = reading;
    }

    /** Those of one server, or of all. */
    List<StoredObject> find(String tag, Selection selection) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(ServerRows.lower(tag)));
        values.addAll(selection.values());
        List<StoredObject> found = new ArrayList<>();
        each("lower(s.tag) = ? and " + selection.condition(), values, row -> found.add(object(row)));
        return found;
    }

    /**
     * If one server is chosen, its own come instead of those for all.
     *
     * @param key of an object, without its server
     */
    List<StoredObject> list(TagChoice choice, Function<Map<String, @Nullable Object>, Object> key) throws SQLException {
        boolean one = choice.tags().size() == 1 && !choice.unassigned();
        ServersChoice<Object, StoredObject> chosen = new ServersChoice<>();
        Selection selection = Selection.forServers(choice, "s");
        String all = choice.unassigned() ? "(s.id is null or " + selection.condition() + ")" : selection.condition();
        each(all, selection.values(), row -> {
            StoredObject object = object(row);
            Object sameness = one ? key.apply(object.members()) : row.key() + " " + object.serverTags();
            chosen.offer(row.number("server"), sameness, object);
        });
        return chosen.objects();
    }

    private StoredObject object(Row row) throws SQLException {
        String tag = row.text("tag");
        return new StoredObject(reading.of(row), tag == null ? List.of() : List.of(tag));
    }

    private void each(String which, List<Object> values, Query.Work work) throws SQLException {
        String rest = """
                left join %s l on l.%s = t.%s left join %s s on s.id = l.server_id
                 where %s and %s order by %s, case when s.id = %d then 1 else 0 end, t.%3$s""".formatted(
                        links, link, table.key(), statements.table("server"), condition, which, order, ServerRows.ALL);
        statements.each(table, rest, values, work);
    }

    /** The keys of a server's, whatever is in them. */
    List<Long> keys(String tag, Selection selection) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(servers.id(tag)));
        values.addAll(selection.values());
        return statements.keys(
                "select t." + table.key() + " from " + table.name() + " t join " + links + " l on l." + link + " = t."
                        + table.key() + " where l.server_id = ? and " + condition + " and " + selection.condition()
                        + " order by t." + table.key(),
                values.toArray());
    }

    /** The tag of the server, if there is such a row of it. */
    Optional<List<String>> servers(String tag, Selection selection) throws SQLException {
        return servers.isKnown(tag) && !keys(tag, selection).isEmpty() ? Optional.of(List.of(tag)) : Optional.empty();
    }

    void put(String tag, List<Long> present, List<Cell> cells) throws SQLException {
        if (!present.isEmpty()) {
            statements.update(table, present.getFirst(), cells);
            return;
        }
        long server = servers.id(tag);
        long key = statements.insert(table, cells);
        statements.update(
                "insert into " + links + " (" + link + ", server_id, modification_ts) values (?, ?, current_timestamp)",
                key,
                server);
    }

    boolean delete(List<Long> present) throws SQLException {
        for (long key : present) {
            statements.update("delete from " + table.name() + " where " + table.key() + " = ?", key);
        }
        return !present.isEmpty();
    }
}
