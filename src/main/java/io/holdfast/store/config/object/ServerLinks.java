package io.holdfast.store.config.object;

import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For which servers classes, networks and subnets are, which can be several. */
final class ServerLinks {

    private final Statements statements;
    private final ServerRows servers;
    private final String owners;
    private final String key;
    private final String links;
    private final String link;

    /**
     * @param owner the table with the objects and its key
     * @param links the table that says for which servers
     * @param link its column with the key
     */
    ServerLinks(Statements statements, ServerRows servers, Table owner, String links, String link) {
        this.statements = statements;
        this.servers = servers;
        this.owners = owner.name();
        this.key = owner.key();
        this.links = statements.table(links);
        this.link = link;
    }

    Selection chosen(TagChoice choice) {
        Selection of = Selection.forServers(choice, "s");
        String linked = "exists (select 1 from " + links + " a join " + statements.table("server")
                + " s on s.id = a.server_id where a." + link + " = t." + key + " and " + of.condition() + ")";
        String alone = "not exists (select 1 from " + links + " a where a." + link + " = t." + key + ")";
        if (!choice.unassigned()) {
            return new Selection(linked, of.values());
        }
        return choice.tags().isEmpty()
                ? Selection.of(alone)
                : new Selection("(" + linked + " or " + alone + ")", of.values());
    }

    /** The objects of a selection with their servers. */
    List<StoredObject> objects(Map<Long, Map<String, @Nullable Object>> members, Selection selection)
            throws SQLException {
        Map<Long, List<String>> tags = tags(selection);
        List<StoredObject> objects = new ArrayList<>();
        for (Map.Entry<Long, Map<String, @Nullable Object>> each : members.entrySet()) {
            objects.add(new StoredObject(each.getValue(), tags.getOrDefault(each.getKey(), List.of())));
        }
        return objects;
    }

    /** By the keys of the objects, which are there even if they are for nobody. */
    Map<Long, List<String>> tags(Selection selection) throws SQLException {
        Map<Long, List<String>> tags = new HashMap<>();
        String text = """
                select t.%s, s.tag from %s t left join %s a on a.%s = t.%1$s left join %s s on s.id = a.server_id
                 where %s order by s.tag""".formatted(key, owners, links, link, statements.table("server"), selection.condition());
        try (PreparedStatement statement =
                        statements.prepare(text, selection.values().toArray());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                List<String> present = tags.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>());
                String tag = rows.getString(2);
                if (tag != null) {
                    present.add(tag);
                }
            }
        }
        return tags;
    }

    void replace(long owner, List<String> tags) throws SQLException {
        statements.update("delete from " + links + " where " + link + " = ?", owner);
        insert(owner, tags);
    }

    /** Of one that has none yet. */
    void insert(long owner, List<String> tags) throws SQLException {
        for (String tag : tags) {
            statements.update(
                    "insert into " + links + " (" + link
                            + ", server_id, modification_ts) values (?, ?, current_timestamp)",
                    owner,
                    servers.id(tag));
        }
    }
}
