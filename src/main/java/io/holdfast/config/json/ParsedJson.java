package io.holdfast.config.json;

import java.util.List;

/** A text that {@link JsonReader} could read, and what is noteworthy in it (trailing commas). */
public record ParsedJson(JsonNode root, List<ConfigProblem> warnings) {

    public ParsedJson {
        warnings = List.copyOf(warnings);
    }
}
