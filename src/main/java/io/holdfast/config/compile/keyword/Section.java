package io.holdfast.config.compile.keyword;

import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map being compiled, with its table of keywords and its path. Values of the wrong type or out of range are as if they
 * were not there: {@link KeywordCheck} has reported them.
 */
public record Section(JsonNode.Dict dict, KeywordMap keywords, String path) {

    public JsonPosition at() {
        return dict.at();
    }

    /** Where the keyword's value stands; the map itself when it is not given. */
    public JsonPosition at(String name) {
        JsonNode value = dict.get(name);
        return value == null ? dict.at() : value.at();
    }

    public String path(String name) {
        return path + "." + name;
    }

    public boolean has(String name) {
        return given(name) != null;
    }

    private @Nullable JsonNode given(String name) {
        JsonNode value = dict.get(name);
        return value != null && KeywordCheck.fits(keyword(name), value) ? value : null;
    }

    public @Nullable String textGiven(String name) {
        return given(name) instanceof JsonNode.Text text ? text.value() : null;
    }

    /** The text, the keyword's default, or else the empty text. */
    public String text(String name) {
        String given = textGiven(name);
        return given != null ? given : keyword(name).fallback() instanceof String fallback ? fallback : "";
    }

    /** The text; null when not given or empty, which Kea takes for the same. */
    public @Nullable String textOrNull(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    public @Nullable Long wholeGiven(String name) {
        return given(name) instanceof JsonNode.Whole whole ? whole.value() : null;
    }

    public long whole(String name) {
        Long given = wholeGiven(name);
        return given != null ? given : ((Number) fallback(name)).longValue();
    }

    @Nullable
    Double realGiven(String name) {
        return switch (given(name)) {
            case JsonNode.Real real -> real.value();
            case JsonNode.Whole whole -> (double) whole.value();
            case null, default -> null;
        };
    }

    double real(String name) {
        Double given = realGiven(name);
        return given != null ? given : (Double) fallback(name);
    }

    public @Nullable Boolean flagGiven(String name) {
        return given(name) instanceof JsonNode.Flag flag ? flag.value() : null;
    }

    public boolean flag(String name) {
        Boolean given = flagGiven(name);
        return given != null ? given : (Boolean) fallback(name);
    }

    /** The texts of a list with their places; empty when not given. */
    public List<JsonNode.Text> texts(String name) {
        List<JsonNode.Text> texts = new ArrayList<>();
        if (given(name) instanceof JsonNode.Array array) {
            for (JsonNode item : array.items()) {
                if (item instanceof JsonNode.Text text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** The map under this name; an empty one, so that its defaults hold, when not given. */
    public Section section(String name) {
        Section given = sectionGiven(name);
        return given != null ? given : new Section(new JsonNode.Dict(at(name), Map.of()), content(name), path(name));
    }

    public @Nullable Section sectionGiven(String name) {
        return given(name) instanceof JsonNode.Dict map ? new Section(map, content(name), path(name)) : null;
    }

    public List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        if (given(name) instanceof JsonNode.Array array) {
            for (int i = 0; i < array.items().size(); i++) {
                if (array.items().get(i) instanceof JsonNode.Dict item) {
                    sections.add(new Section(item, content(name), path(name) + "[" + i + "]"));
                }
            }
        }
        return sections;
    }

    private KeywordMap content(String name) {
        var content = keyword(name).content();
        if (content == null) {
            throw new IllegalArgumentException(path(name) + " has no table of keywords");
        }
        return content.get();
    }

    private Object fallback(String name) {
        Object fallback = keyword(name).fallback();
        if (fallback == null) {
            throw new IllegalArgumentException(path(name) + " has no default");
        }
        return fallback;
    }

    private Keyword keyword(String name) {
        Keyword keyword = keywords.find(name);
        if (keyword == null) {
            throw new IllegalArgumentException(path(name) + " is not in the table of keywords");
        }
        return keyword;
    }
}
