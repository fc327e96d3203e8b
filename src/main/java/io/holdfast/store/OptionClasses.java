package io.holdfast.store;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The column {@code client_classes} of options: a list of names as JSON; NULL or nothing is for everybody. */
final class OptionClasses {

    private static final Logger log = LoggerFactory.getLogger(OptionClasses.class);

    /** So that a row that is read with every packet is complained of once. */
    private static final int MOST_COMPLAINTS = 1_000;

    private static final Set<String> COMPLAINTS = ConcurrentHashMap.newKeySet();

    private OptionClasses() {}

    static String write(List<String> classes) {
        return JsonWriter.compact(classes);
    }

    /** Absent when it is no such list. */
    static @Nullable List<String> read(HostTable table, long id, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        String place = table.options() + " row " + id;
        try {
            if (JsonReader.parse(text, place).root() instanceof JsonNode.Array(var _, var items)) {
                return names(place, items);
            }
            complain(place, "is no list");
        } catch (ConfigException e) {
            complain(place, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static @Nullable List<String> names(String place, List<JsonNode> items) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : items) {
            if (!(item instanceof JsonNode.Text(var _, var name))) {
                complain(place, "holds " + item.kind());
                return null;
            }
            names.add(name);
        }
        return names;
    }

    private static void complain(String place, String what) {
        if (COMPLAINTS.size() < MOST_COMPLAINTS && COMPLAINTS.add(place)) {
            log.warn("the option in {} is given to nobody, since its client_classes cannot be read: {}", place, what);
        }
    }
}
