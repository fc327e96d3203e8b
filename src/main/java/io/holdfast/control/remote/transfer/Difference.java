package io.holdfast.control.remote.transfer;

import io.holdfast.config.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place in which configurations differ.
 *
 * @param path {@code subnet4[id=5].pools[pool=192.0.2.10 - 192.0.2.20].client-classes}
 * @param from absent when the former does not have it; secrets are masked
 * @param to absent when the latter does not have it; secrets are masked
 */
public record Difference(
        String path, @Nullable Object from, @Nullable Object to) {

    Map<String, @Nullable Object> answer() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("path", path);
        if (from != null) {
            answer.put("from", from);
        }
        if (to != null) {
            answer.put("to", to);
        }
        return answer;
    }

    /** One line: what comes with {@code +}, what goes with {@code -}, what becomes another with {@code ~}. */
    @Override
    public String toString() {
        if (from == null) {
            return "+ " + path + ": " + JsonWriter.compact(to);
        }
        return to == null
                ? "- " + path + ": " + JsonWriter.compact(from)
                : "~ " + path + ": " + JsonWriter.compact(from) + " -> " + JsonWriter.compact(to);
    }
}
