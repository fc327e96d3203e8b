package io.holdfast.store.config.table;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns with JSON as text. Nothing, the word {@code null} and an empty list are the same: not given. */
public final class JsonColumns {

    private JsonColumns() {}

    static @Nullable Map<String, @Nullable Object> map(@Nullable String text, Place place) throws SQLException {
        return switch (parse(text, place)) {
            case null -> null;
            case JsonNode.Nothing _ -> null;
            case JsonNode.Dict dict -> dict.plain();
            case JsonNode other -> throw place.bad("must be a map, not " + other.kind());
        };
    }

    public static @Nullable List<String> texts(@Nullable String text, Place place) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(text, place)) {
            if (!(item instanceof JsonNode.Text(var _, var value))) {
                throw place.bad("must be a list of text, but holds " + item.kind());
            }
            texts.add(value);
        }
        return texts.isEmpty() ? null : texts;
    }

    static List<Long> numbers(@Nullable String text, Place place) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode item : items(text, place)) {
            if (!(item instanceof JsonNode.Whole(var _, var value))) {
                throw place.bad("must be a list of integers, but holds " + item.kind());
            }
            numbers.add(value);
        }
        return numbers;
    }

    private static List<JsonNode> items(@Nullable String text, Place place) throws SQLException {
        return switch (parse(text, place)) {
            case null -> List.of();
            case JsonNode.Nothing _ -> List.of();
            case JsonNode.Array(var _, var items) -> items;
            case JsonNode other -> throw place.bad("must be a list, not " + other.kind());
        };
    }

    private static @Nullable JsonNode parse(@Nullable String text, Place place) throws SQLException {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return JsonReader.parse(text, "at").root();
        } catch (ConfigException e) {
            throw place.bad("is no JSON: "
                    + e.problems().stream()
                            .map(p -> p.line() + ":" + p.column() + ": " + p.message())
                            .collect(Collectors.joining("; ")));
        }
    }
}
