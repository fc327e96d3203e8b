package io.holdfast.control;

import io.holdfast.config.json.JsonNode;

/** One argument of a {@link Command}: its name, kind, whether it must be given, and what it means. */
public record Argument(String name, Kind kind, boolean required, String meaning) {

    /** What kind of JSON value it is. */
    public enum Kind {
        TEXT("a string"),
        INTEGER("an integer"),
        BOOLEAN("a boolean"),
        LIST("a list"),
        MAP("a map"),
        TEXT_OR_INTEGER("a string or a number"),
        ANY("any value");

        private final String article;

        Kind(String article) {
            this.article = article;
        }

        /** With its article, for messages. */
        public String article() {
            return article;
        }

        boolean fits(JsonNode value) {
            return switch (this) {
                case TEXT -> value instanceof JsonNode.Text;
                case INTEGER -> value instanceof JsonNode.Whole;
                case BOOLEAN -> value instanceof JsonNode.Flag;
                case LIST -> value instanceof JsonNode.Array;
                case MAP -> value instanceof JsonNode.Dict;
                case TEXT_OR_INTEGER -> value instanceof JsonNode.Text || value instanceof JsonNode.Whole;
                case ANY -> true;
            };
        }
    }

    public static Argument required(String name, Kind kind, String meaning) {
        return new Argument(name, kind, true, meaning);
    }

    public static Argument optional(String name, Kind kind, String meaning) {
        return new Argument(name, kind, false, meaning);
    }
}
