package io.holdfast.config.compile.keyword;

import io.holdfast.config.json.JsonNode;
import java.util.Arrays;
import java.util.function.Predicate;

/** Uses of a keyword that change nothing although its feature is not built. */
final class Harmless {

    private Harmless() {}

    /** An empty list, map or text. */
    static boolean empty(JsonNode value) {
        return switch (value) {
            case JsonNode.Array array -> array.items().isEmpty();
            case JsonNode.Dict dict -> dict.members().isEmpty();
            case JsonNode.Text text -> text.value().isEmpty();
            case JsonNode.Whole number -> false;
            case JsonNode.Real number -> false;
            case JsonNode.Flag flag -> false;
            case JsonNode.Nothing nothing -> true;
        };
    }

    static boolean off(JsonNode value) {
        return value instanceof JsonNode.Flag flag && !flag.value();
    }

    static boolean zero(JsonNode value) {
        return number(value) == 0;
    }

    static boolean one(JsonNode value) {
        return number(value) == 1;
    }

    static Predicate<JsonNode> oneOf(String... texts) {
        return value ->
                value instanceof JsonNode.Text text && Arrays.asList(texts).contains(text.value());
    }

    private static double number(JsonNode value) {
        return switch (value) {
            case JsonNode.Whole number -> number.value();
            case JsonNode.Real number -> number.value();
            case JsonNode.Array array -> Double.NaN;
            case JsonNode.Dict dict -> Double.NaN;
            case JsonNode.Text text -> Double.NaN;
            case JsonNode.Flag flag -> Double.NaN;
            case JsonNode.Nothing nothing -> Double.NaN;
        };
    }
}
