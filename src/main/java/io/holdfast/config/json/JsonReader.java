package io.holdfast.config.json;

import io.holdfast.config.json.ConfigProblem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Kea's dialect of JSON: comments ({@code #}, {@code //}, {@code /* *}{@code /}), {@code <?include "file"?>}, and a
 * trailing comma, which is a warning. A key that stands twice in a map is an error. Every value and key keeps its place.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 100;

    private final JsonSources sources;
    private final List<ConfigProblem> errors = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();

    private JsonReader(JsonSource source) {
        this.sources = new JsonSources(source);
    }

    /**
     * Reads a text that came by command or by a program; inclusion of files is an error in it.
     *
     * @param sourceName stands for the file in messages, {@code <command>} for a command
     * @throws ConfigException with the first error of syntax, and the duplicate keys before it
     */
    public static ParsedJson parse(String text, String sourceName) throws ConfigException {
        return new JsonReader(new JsonSource(sourceName, null, text)).read();
    }

    /**
     * Reads a file (UTF-8) and what it includes.
     *
     * @throws ConfigException as {@link #parse}, or because a file cannot be read
     */
    public static ParsedJson read(Path file) throws ConfigException {
        JsonSource source;
        try {
            source = JsonSources.open(file, file.toString(), new JsonPosition(file.toString(), 1, 1));
        } catch (JsonSyntaxException e) {
            throw new ConfigException(List.of(e.problem()));
        }
        return new JsonReader(source).read();
    }

    private ParsedJson read() throws ConfigException {
        try {
            JsonNode root = value(0);
            JsonSource rest = sources.next();
            if (!rest.atEnd()) {
                throw new JsonSyntaxException(rest.position(), "nothing may follow here, found " + seen(rest));
            }
            if (errors.isEmpty()) {
                return new ParsedJson(root, warnings);
            }
        } catch (JsonSyntaxException e) {
            errors.add(e.problem());
        }
        throw new ConfigException(errors);
    }

    private JsonNode value(int depth) throws JsonSyntaxException {
        JsonSource source = sources.next();
        JsonPosition at = source.position();
        if (depth > MAX_DEPTH) {
            throw new JsonSyntaxException(at, "maps and lists are nested more than " + MAX_DEPTH + " deep");
        }
        return switch (source.peek()) {
            case '{' -> dict(at, depth);
            case '[' -> array(at, depth);
            case '"' -> new JsonNode.Text(at, JsonScalars.text(source));
            default -> JsonScalars.wordOrNumber(source);
        };
    }

    private JsonNode dict(JsonPosition at, int depth) throws JsonSyntaxException {
        sources.next().take();
        Map<String, JsonNode.Member> members = new LinkedHashMap<>();
        while (more('}', members.isEmpty())) {
            JsonSource source = sources.next();
            JsonPosition keyAt = source.position();
            if (source.peek() != '"') {
                throw new JsonSyntaxException(keyAt, "a key in double quotes must stand here, found " + seen(source));
            }
            String key = JsonScalars.text(source);
            expect(':');
            JsonNode.Member member = new JsonNode.Member(keyAt, value(depth + 1));
            JsonNode.Member earlier = members.putIfAbsent(key, member);
            if (earlier != null) {
                note(errors, Severity.ERROR, keyAt, "the key '" + key + "' already stands at " + earlier.keyAt());
            }
        }
        return new JsonNode.Dict(at, members);
    }

    private JsonNode array(JsonPosition at, int depth) throws JsonSyntaxException {
        sources.next().take();
        List<JsonNode> items = new ArrayList<>();
        while (more(']', items.isEmpty())) {
            items.add(value(depth + 1));
        }
        return new JsonNode.Array(at, items);
    }

    /** Takes the comma before a further item, or the closing bracket, which it answers with false. */
    private boolean more(char close, boolean first) throws JsonSyntaxException {
        JsonSource source = sources.next();
        if (source.peek() == close) {
            source.take();
            return false;
        }
        if (first) {
            return true;
        }
        JsonPosition comma = source.position();
        if (source.peek() != ',') {
            throw new JsonSyntaxException(comma, "',' or '" + close + "' must stand here, found " + seen(source));
        }
        source.take();
        if (sources.next().peek() == close) {
            note(warnings, Severity.WARNING, comma, "extraneous comma");
            sources.next().take();
            return false;
        }
        return true;
    }

    private void expect(char c) throws JsonSyntaxException {
        JsonSource source = sources.next();
        if (source.peek() != c || source.atEnd()) {
            throw new JsonSyntaxException(source.position(), "'" + c + "' must stand here, found " + seen(source));
        }
        source.take();
    }

    private static String seen(JsonSource source) {
        return source.atEnd() ? "the end of the text" : "'" + source.peek() + "'";
    }

    private static void note(List<ConfigProblem> list, Severity severity, JsonPosition at, String message) {
        list.add(new ConfigProblem(severity, at.file(), at.line(), at.column(), "", message));
    }
}
