package io.holdfast.store.config.object;

import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which rows of a table are meant.
 *
 * @param condition over the table, which is called {@code t}, or over what it is joined with
 * @param values for its {@code ?}
 */
record Selection(String condition, List<Object> values) {

    Selection {
        values = List.copyOf(values);
    }

    static Selection of(String condition, Object... values) {
        return new Selection(condition, List.of(values));
    }

    /**
     * Rows joined with the server that each is for, or for one of theirs.
     *
     * @param server what the server is called
     */
    static Selection forServers(TagChoice choice, String server) {
        List<Object> tags = new ArrayList<>();
        choice.tags().stream()
                .filter(tag -> !tag.equalsIgnoreCase(StoredObject.ALL))
                .map(ServerRows::lower)
                .forEach(tags::add);
        String all = server + ".id = " + ServerRows.ALL;
        String named = String.join(", ", Collections.nCopies(tags.size(), "?"));
        return new Selection(
                tags.isEmpty() ? all : "(" + all + " or lower(" + server + ".tag) in (" + named + "))", tags);
    }

    Selection and(String more, Object... moreValues) {
        List<Object> both = new ArrayList<>(values);
        Collections.addAll(both, moreValues);
        return new Selection(condition + " and " + more, both);
    }
}
