package io.holdfast.config.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows where it was written. */
public sealed interface JsonNode {

    JsonPosition at();

    /** The kind of value with its article, for messages: {@code a map}, {@code an integer}. */
    String kind();

    /** The bare value: LinkedHashMap, ArrayList, String, Long, Double, Boolean or null, mutable where Java's are. */
    @Nullable
    Object plain();

    /**
     * A bare value with one place for all of it; parts that are nodes already keep theirs. Maps and lists of what is made
     * may be changed.
     *
     * @throws IllegalArgumentException when it is not what {@link #plain} gives
     */
    static JsonNode of(@Nullable Object plain, JsonPosition at) {
        return switch (plain) {
            case null -> new Nothing(at);
            case JsonNode node -> node;
            case Map<?, ?> map -> {
                Map<String, Member> members = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, value) -> members.put(String.valueOf(key), new Member(at, of(value, at))));
                yield new Dict(at, members);
            }
            case List<?> list -> {
                List<JsonNode> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(of(item, at)));
                yield new Array(at, items);
            }
            case String text -> new Text(at, text);
            case Boolean flag -> new Flag(at, flag);
            case Double number -> new Real(at, number);
            case Long number -> new Whole(at, number);
            case Integer number -> new Whole(at, number);
            default -> throw new IllegalArgumentException("no JSON: " + plain.getClass());
        };
    }

    /** Keys in the order they were written. */
    record Dict(JsonPosition at, Map<String, Member> members) implements JsonNode {

        public @Nullable JsonNode get(String key) {
            Member member = members.get(key);
            return member == null ? null : member.value();
        }

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            members.forEach((key, member) -> plain.put(key, member.value().plain()));
            return plain;
        }
    }

    record Member(JsonPosition keyAt, JsonNode value) {}

    record Array(JsonPosition at, List<JsonNode> items) implements JsonNode {

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> plain = new ArrayList<>(items.size());
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }
    }

    record Text(JsonPosition at, String value) implements JsonNode {

        @Override
        public String kind() {
            return "text";
        }

        @Override
        public String plain() {
            return value;
        }
    }

    record Whole(JsonPosition at, long value) implements JsonNode {

        @Override
        public String kind() {
            return "an integer";
        }

        @Override
        public Long plain() {
            return value;
        }
    }

    record Real(JsonPosition at, double value) implements JsonNode {

        @Override
        public String kind() {
            return "a real number";
        }

        @Override
        public Double plain() {
            return value;
        }
    }

    record Flag(JsonPosition at, boolean value) implements JsonNode {

        @Override
        public String kind() {
            return "a boolean";
        }

        @Override
        public Boolean plain() {
            return value;
        }
    }

    record Nothing(JsonPosition at) implements JsonNode {

        @Override
        public String kind() {
            return "null";
        }

        @Override
        public @Nullable Object plain() {
            return null;
        }
    }
}
