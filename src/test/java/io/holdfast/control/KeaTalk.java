package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands in their order, and what the real Kea 3.0.4 answered to each. The first line of the file is the configuration;
 * {@code >} a command with its arguments, {@code <} Kea's answer, {@code !} what Holdfast says in place of its text, and
 * {@code =} what Holdfast answers in its place altogether.
 */
record KeaTalk(String configuration, List<Line> lines) {

    /**
     * @param arguments empty when there are none
     * @param kea as Kea answered
     * @param holdfast what is expected of Holdfast
     */
    record Line(
            int number,
            String command,
            String arguments,
            Map<String, @Nullable Object> kea,
            Map<String, @Nullable Object> holdfast) {

        String request() {
            return arguments.isEmpty()
                    ? "{\"command\": \"" + command + "\"}"
                    : "{\"command\": \"" + command + "\", \"arguments\": " + arguments + "}";
        }

        @Override
        public String toString() {
            return number + ": " + command + " " + arguments;
        }
    }

    static KeaTalk read(Protocol protocol) {
        String name = "kea-commands" + (protocol == Protocol.DHCP4 ? "4" : "6") + ".txt";
        try (InputStream in = Objects.requireNonNull(KeaTalk.class.getResourceAsStream(name), name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeaTalk parse(List<String> text) {
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < text.size(); i++) {
            String line = text.get(i);
            if (line.isEmpty()
                    || line.startsWith("#")
                    || line.startsWith("! ")
                    || line.startsWith("= ")
                    || line.startsWith("< ")) {
                continue;
            }
            if (!line.startsWith("> ")) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + line);
            }
            String[] parts = line.substring(2).split(" ", 2);
            Map<String, @Nullable Object> kea = json(text.get(i + 1).substring(2));
            String ours = i + 2 < text.size() ? text.get(i + 2) : "";
            lines.add(new Line(i + 1, parts[0], parts.length > 1 ? parts[1] : "", kea, expected(kea, ours)));
        }
        return new KeaTalk(text.getFirst(), lines);
    }

    private static Map<String, @Nullable Object> expected(Map<String, @Nullable Object> kea, String ours) {
        if (ours.startsWith("= ")) {
            return json(ours.substring(2));
        }
        Map<String, @Nullable Object> expected = new TreeMap<>(kea);
        if (ours.startsWith("! ")) {
            expected.put("text", ours.substring(2));
        }
        return expected;
    }

    /** Without the time at which something was counted. */
    static Map<String, @Nullable Object> json(String text) {
        try {
            Object answer = JsonReader.parse(text, "<answer>").root().plain();
            Map<String, @Nullable Object> map = new TreeMap<>();
            ((Map<?, ?>) Objects.requireNonNull(answer)).forEach((key, value) -> map.put((String) key, value));
            if (map.get("arguments") instanceof Map<?, ?> arguments
                    && arguments.get("result-set") instanceof Map<?, ?> set) {
                set.remove("timestamp");
            }
            return map;
        } catch (ConfigException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
