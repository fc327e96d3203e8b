package io.holdfast.control.remote;

import io.holdfast.control.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command found or did, before it is known at which revision of the database. */
public record Answer(String text, Map<String, @Nullable Object> arguments, boolean isEmpty) {

    /** Objects that were found, with their number. */
    public static Answer found(String text, String list, List<?> objects) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put(list, objects);
        arguments.put("count", (long) objects.size());
        return new Answer(text, arguments, objects.isEmpty());
    }

    /** @param list that would have had it */
    static Answer nothing(String text, String list) {
        return found(text, list, List.of());
    }

    static Answer stored(String text, String list, Object echo) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put(list, echo);
        return new Answer(text, arguments, false);
    }

    /** @param what {@code DHCPv4 server} */
    static Answer deleted(String what, int count) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("count", (long) count);
        String plural = what.endsWith("s") ? "(es)" : "(s)";
        return new Answer(count + " " + what + plural + " deleted.", arguments, count == 0);
    }

    /** @param remark empty for none */
    public Outcome at(long revision, String remark) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(arguments);
        all.put("revision", revision);
        String sentence = remark.isEmpty() ? text : text + " " + remark;
        return isEmpty ? new Outcome.Empty(sentence, all) : Outcome.done(sentence, all);
    }
}
