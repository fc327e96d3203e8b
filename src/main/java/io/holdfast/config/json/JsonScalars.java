package io.holdfast.config.json;

import java.util.Locale;

/** Texts, numbers and the words true, false and null. */
final class JsonScalars {

    private JsonScalars() {}

    /** Takes a text from its opening to its closing quote. */
    static String text(JsonSource source) throws JsonSyntaxException {
        JsonPosition start = source.position();
        source.take();
        StringBuilder text = new StringBuilder();
        while (source.peek() != '"') {
            if (source.atEnd() || source.peek() == '\n') {
                throw new JsonSyntaxException(start, "this text does not end; its closing '\"' is missing in the line");
            }
            if (source.peek() == '\\') {
                text.append(escape(source));
            } else if (source.peek() < ' ') {
                throw new JsonSyntaxException(
                        source.position(),
                        String.format(Locale.ROOT, "a control character must be written \\u%04x", (int) source.peek()));
            } else {
                text.append(source.take());
            }
        }
        source.take();
        return text.toString();
    }

    private static char escape(JsonSource source) throws JsonSyntaxException {
        JsonPosition at = source.position();
        source.take();
        char c = source.atEnd() ? ' ' : source.take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(source, at);
            default ->
                throw new JsonSyntaxException(
                        at, "a backslash is followed by one of \" \\ / b f n r t u; to mean itself it is doubled");
        };
    }

    private static char unicode(JsonSource source, JsonPosition at) throws JsonSyntaxException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = source.atEnd() || source.peek() > 'f' ? -1 : Character.digit(source.peek(), 16);
            if (digit < 0) {
                throw new JsonSyntaxException(at, "\\u is followed by four hexadecimal digits");
            }
            source.take();
            code = code << 4 | digit;
        }
        return (char) code;
    }

    static JsonNode wordOrNumber(JsonSource source) throws JsonSyntaxException {
        JsonPosition at = source.position();
        StringBuilder token = new StringBuilder();
        while (isTokenPart(source.peek()) && !source.atEnd()) {
            token.append(source.take());
        }
        String word = token.toString();
        return switch (word) {
            case "true" -> new JsonNode.Flag(at, true);
            case "false" -> new JsonNode.Flag(at, false);
            case "null" -> new JsonNode.Nothing(at);
            case "" ->
                throw new JsonSyntaxException(
                        at,
                        "a value must stand here, found "
                                + (source.atEnd() ? "the end of the text" : "'" + source.peek() + "'"));
            default -> number(at, word);
        };
    }

    private static boolean isTokenPart(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.' || c == '_';
    }

    private static JsonNode number(JsonPosition at, String word) throws JsonSyntaxException {
        if (word.matches("-?[0-9]+")) {
            try {
                return new JsonNode.Whole(at, Long.parseLong(word));
            } catch (NumberFormatException e) {
                throw new JsonSyntaxException(at, "the number " + word + " is too large");
            }
        }
        if (word.matches("-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?|-?[0-9]+\\.([eE][-+]?[0-9]+)?")) {
            double value = Double.parseDouble(word);
            if (Double.isInfinite(value)) {
                throw new JsonSyntaxException(at, "the number " + word + " is too large");
            }
            return new JsonNode.Real(at, value);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        throw new JsonSyntaxException(
                at,
                lower.equals("true") || lower.equals("false") || lower.equals("null")
                        ? "'" + lower + "' is written in lower case"
                        : "'" + word + "' is neither a number nor true, false or null; text stands in double quotes");
    }
}
