package io.holdfast.control.remote.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How classes come to stand in a wanted order.
 *
 * @param moved those that are new or stand before the one that is to be before them, with that one's name; with nothing for
 *     the first, which comes last of all that are there
 */
record ClassOrder(Map<Object, @Nullable String> moved) {

    /** @param present as they stand */
    static ClassOrder of(Collection<?> wanted, Collection<?> present) {
        Map<Object, @Nullable String> moved = new LinkedHashMap<>();
        List<Object> order = new ArrayList<>(present);
        String before = null;
        for (Object name : wanted) {
            int least = before == null ? 0 : order.indexOf(before);
            if (order.indexOf(name) < least) {
                order.remove(name);
                order.add(before == null ? order.size() : order.indexOf(before) + 1, name);
                moved.put(name, before);
            }
            before = String.valueOf(name);
        }
        return new ClassOrder(moved);
    }
}
