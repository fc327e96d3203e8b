package io.holdfast.store.config.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of two objects with the same key the server's own counts, whatever comes first; of two for the same servers the first.
 *
 * @param <K> what makes two objects the same
 */
public final class ServersChoice<K, T> {

    private static final long ALL_SERVERS = 1;

    private record Choice<T>(boolean own, T object) {}

    private final Map<K, Choice<T>> chosen = new LinkedHashMap<>();

    /** @param server number of the server that the object is for */
    public void offer(long server, K key, T object) {
        boolean own = server != ALL_SERVERS;
        Choice<T> present = chosen.get(key);
        if (present == null || (own && !present.own)) {
            chosen.put(key, new Choice<>(own, object));
        }
    }

    public List<T> objects() {
        List<T> objects = new ArrayList<>(chosen.size());
        chosen.values().forEach(choice -> objects.add(choice.object));
        return objects;
    }

    public Map<K, T> byKey() {
        Map<K, T> objects = LinkedHashMap.newLinkedHashMap(chosen.size());
        chosen.forEach((key, choice) -> objects.put(key, choice.object));
        return objects;
    }
}
