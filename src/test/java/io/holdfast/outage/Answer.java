package io.holdfast.outage;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command was answered. */
record Answer(long result, String text, Map<String, @Nullable Object> arguments) {

    static Answer to(ServerUnderTest server, String command) {
        return of(server.command(command));
    }

    /** @param body one answer, or a list with one */
    static Answer of(String body) {
        try {
            Object json = JsonReader.parse(body, "answer").root().plain();
            Map<String, @Nullable Object> one = map(json instanceof List<?> list ? list.getFirst() : json);
            Object arguments = one.get("arguments");
            return new Answer(
                    one.get("result") instanceof Long result ? result : -1,
                    String.valueOf(one.get("text")),
                    arguments == null ? Map.of() : map(arguments));
        } catch (ConfigException e) {
            throw new IllegalStateException("not JSON: " + body, e);
        }
    }

    @SuppressWarnings("unchecked") // JSON has text for keys
    static Map<String, @Nullable Object> map(@Nullable Object json) {
        return (Map<String, @Nullable Object>) json;
    }
}
