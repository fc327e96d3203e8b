package io.holdfast.lease;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reading and replacing one member of a JSON object in text, without touching the others: a lease's user context belongs
 * to the operator, and only one member of it to us.
 */
public final class JsonMembers {

    private JsonMembers() {}

    /** The text of the value; absent when there is no such member, or {@code object} is no object. */
    public static @Nullable String member(String object, String name) {
        Map<String, String> members = split(object);
        return members == null ? null : members.get(name);
    }

    /** The object with the member set; an object of this one member when {@code object} is absent or no object. */
    public static String with(@Nullable String object, String name, String value) {
        Map<String, String> members = object == null ? null : split(object);
        Map<String, String> all = members == null ? new LinkedHashMap<>() : members;
        all.put(name, value);
        StringBuilder out = new StringBuilder("{ ");
        all.forEach((key, text) -> out.append(out.length() > 2 ? ", " : "")
                .append('"')
                .append(key)
                .append("\": ")
                .append(text));
        return out.append(" }").toString();
    }

    /** Names (as written, without quotes) and the texts of the values; absent when it is no object. */
    private static @Nullable Map<String, String> split(String text) {
        String object = text.strip();
        if (!object.startsWith("{") || !object.endsWith("}")) {
            return null;
        }
        Map<String, String> members = new LinkedHashMap<>();
        int at = 1;
        int end = object.length() - 1;
        while (at < end) {
            int comma = stop(object, at, end, ',');
            int colon = stop(object, at, comma, ':');
            String name = object.substring(at, colon).strip();
            if (name.length() < 2 || colon == comma) {
                return members.isEmpty() && name.isEmpty() ? members : null;
            }
            members.put(
                    name.substring(1, name.length() - 1),
                    object.substring(colon + 1, comma).strip());
            at = comma + 1;
        }
        return members;
    }

    /** Where {@code wanted} stands first outside strings and nested values; {@code end} when nowhere. */
    private static int stop(String text, int from, int end, char wanted) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == wanted && depth == 0) {
                return i;
            }
        }
        return end;
    }
}
