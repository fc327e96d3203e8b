package io.holdfast.config.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one configuration database has for a server, consistent in itself. Objects are maps in the form that a
 * configuration file has them in, values as {@link io.holdfast.config.json.JsonNode#plain} gives them.
 *
 * @param mark how far the audit had come when this was read
 * @param globals parameters by their names; a parameter of a map by both, such as
 *     {@code expired-leases-processing.hold-reclaimed-time}
 * @param optionDefinitions as in {@code option-def}
 * @param options as in {@code option-data}
 * @param classes as in {@code client-classes}, in the order in which they are to be evaluated
 * @param networks as in {@code shared-networks}, without their subnets
 * @param subnets as in {@code subnet4} or {@code subnet6}; one that is in a network has {@code shared-network-name}
 */
public record ConfigContent(
        AuditMark mark,
        Map<String, @Nullable Object> globals,
        List<Map<String, @Nullable Object>> optionDefinitions,
        List<Map<String, @Nullable Object>> options,
        List<Map<String, @Nullable Object>> classes,
        List<Map<String, @Nullable Object>> networks,
        List<Map<String, @Nullable Object>> subnets) {

    /** The newest audit entry's number when this was read; 0 when there was none. */
    public long revision() {
        return mark.revision();
    }

    /** Whether the database has nothing for the server. */
    public boolean isEmpty() {
        return globals.isEmpty()
                && optionDefinitions.isEmpty()
                && options.isEmpty()
                && classes.isEmpty()
                && networks.isEmpty()
                && subnets.isEmpty();
    }

    /** The same, in which whatever is equal to something in another one is that. */
    public ConfigContent keeping(@Nullable ConfigContent former) {
        return former == null
                ? this
                : new ConfigContent(
                        mark,
                        kept(globals, former.globals),
                        kept(optionDefinitions, former.optionDefinitions, "name"),
                        kept(options, former.options, "code"),
                        kept(classes, former.classes, "name"),
                        kept(networks, former.networks, "name"),
                        kept(subnets, former.subnets, "id"));
    }

    private static <T> T kept(T now, T former) {
        return now.equals(former) ? former : now;
    }

    /** @param key that mostly tells objects apart */
    private static List<Map<String, @Nullable Object>> kept(
            List<Map<String, @Nullable Object>> now, List<Map<String, @Nullable Object>> former, String key) {
        if (now == former) {
            return former;
        }
        Map<@Nullable Object, Map<String, @Nullable Object>> present = HashMap.newHashMap(former.size());
        former.forEach(each -> present.put(each.get(key), each));
        List<Map<String, @Nullable Object>> kept = new ArrayList<>(now.size());
        boolean same = now.size() == former.size();
        for (int i = 0; i < now.size(); i++) {
            Map<String, @Nullable Object> object = now.get(i);
            Map<String, @Nullable Object> old = present.get(object.get(key));
            kept.add(old != null && old.equals(object) ? old : object);
            same = same && kept.getLast() == former.get(i);
        }
        return same ? former : List.copyOf(kept);
    }
}
