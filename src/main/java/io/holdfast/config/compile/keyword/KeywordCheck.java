package io.holdfast.config.compile.keyword;

import io.holdfast.config.compile.keyword.Keyword.Kind;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonNode.Array;
import io.holdfast.config.json.JsonNode.Dict;
import io.holdfast.config.json.JsonNode.Flag;
import io.holdfast.config.json.JsonNode.Real;
import io.holdfast.config.json.JsonNode.Text;
import io.holdfast.config.json.JsonNode.Whole;
import java.util.function.Predicate;

/**
 * Checks a tree against the tables: unknown keywords, types, ranges, and what is not built yet. Inside of what is refused
 * as not built, nothing else is refused for that reason.
 */
public final class KeywordCheck {

    private final Problems problems;
    private final Predicate<Dict> checked;
    private int refusals;

    public KeywordCheck(Problems problems) {
        this(problems, _ -> false);
    }

    /** @param checked maps in lists that were found to be good before, and are left out */
    public KeywordCheck(Problems problems, Predicate<Dict> checked) {
        this.problems = problems;
        this.checked = checked;
    }

    public void map(Dict dict, KeywordMap known, String path) {
        dict.members().forEach((name, member) -> {
            Keyword keyword = known.find(name);
            String place = path + "." + name;
            if (keyword == null) {
                problems.error(
                        member.keyAt(),
                        path,
                        "unknown keyword '" + name + "'; "
                                + (known.near(name).isEmpty()
                                        ? "none is known here"
                                        : "similar ones known here: " + String.join(", ", known.near(name))));
            } else {
                boolean refused = refused(keyword, keyword.standing(), member, place);
                refusals += refused ? 1 : 0;
                value(keyword, member.value(), place);
                refusals -= refused ? 1 : 0;
            }
        });
    }

    private boolean refused(Keyword keyword, Keyword.Standing standing, JsonNode.Member member, String path) {
        return switch (standing) {
            case Keyword.Built built -> false;
            case Keyword.Foreign foreign -> {
                problems.error(
                        member.keyAt(), path, "belongs to " + foreign.owner().words());
                yield true;
            }
            case Keyword.Renamed renamed -> {
                problems.warning(
                        member.keyAt(), path, "'" + keyword.name() + "' is deprecated, write '" + renamed.now() + "'");
                yield refused(keyword, renamed.standing(), member, path);
            }
            case Keyword.Noted noted -> {
                if (noted.when().test(member.value())) {
                    problems.warning(member.value().at(), path, noted.note());
                }
                yield refused(keyword, noted.standing(), member, path);
            }
            case Keyword.NotBuilt later -> {
                boolean harmful =
                        fits(keyword, member.value()) && !later.harmless().test(member.value());
                if (harmful && refusals == 0) {
                    problems.error(member.value().at(), path, later.feature() + " not built yet");
                }
                yield harmful;
            }
        };
    }

    private void value(Keyword keyword, JsonNode value, String path) {
        if (keyword.standing() instanceof Keyword.Foreign) {
            return;
        }
        if (!typed(keyword.kind(), value)) {
            problems.error(value.at(), path, "must be " + keyword.kind().words + ", not " + value.kind());
            return;
        }
        switch (value) {
            case Whole number -> range(keyword, number, number.value(), Long.toString(number.value()), path);
            case Real number -> range(keyword, number, number.value(), Double.toString(number.value()), path);
            case Text text -> allowed(keyword, text, path);
            case Dict dict -> content(keyword, dict, path);
            case Array array -> items(keyword, array, path);
            case Flag flag -> {}
            case JsonNode.Nothing nothing -> {}
        }
    }

    private void range(Keyword keyword, JsonNode node, double value, String shown, String path) {
        if (!inRange(keyword, value)) {
            problems.error(
                    node.at(), path, shown + " is not from " + number(keyword.min()) + " to " + number(keyword.max()));
        }
    }

    private void allowed(Keyword keyword, Text text, String path) {
        if (!isAllowed(keyword, text.value())) {
            problems.error(
                    text.at(), path, "'" + text.value() + "' is not one of " + String.join(", ", keyword.allowed()));
        }
    }

    private void items(Keyword keyword, Array array, String path) {
        for (int i = 0; i < array.items().size(); i++) {
            JsonNode item = array.items().get(i);
            if (item instanceof Dict dict && checked.test(dict)) {
                continue;
            }
            String place = path + "[" + i + "]";
            switch (item) {
                case Text text when keyword.kind() == Kind.TEXTS -> allowed(keyword, text, place);
                case Dict dict when keyword.kind() == Kind.MAPS -> content(keyword, dict, place);
                default ->
                    problems.error(
                            item.at(),
                            place,
                            "must be " + (keyword.kind() == Kind.MAPS ? "a map" : "text") + ", not " + item.kind());
            }
        }
    }

    private void content(Keyword keyword, Dict dict, String path) {
        if (keyword.content() != null) {
            map(dict, keyword.content().get(), path);
        }
    }

    /** Whether the value is of the keyword's type and within its range; only such values are used. */
    static boolean fits(Keyword keyword, JsonNode value) {
        return typed(keyword.kind(), value)
                && switch (value) {
                    case Whole number -> inRange(keyword, number.value());
                    case Real number -> inRange(keyword, number.value());
                    case Text text -> isAllowed(keyword, text.value());
                    case Flag flag -> true;
                    case Dict dict -> true;
                    case Array array -> true;
                    case JsonNode.Nothing nothing -> false;
                };
    }

    private static boolean typed(Kind kind, JsonNode value) {
        return switch (kind) {
            case TEXT -> value instanceof Text;
            case WHOLE -> value instanceof Whole;
            case REAL -> value instanceof Real || value instanceof Whole;
            case FLAG -> value instanceof Flag;
            case MAP -> value instanceof Dict;
            case TEXTS, MAPS -> value instanceof Array;
        };
    }

    private static boolean inRange(Keyword keyword, double value) {
        return value >= keyword.min() && value <= keyword.max();
    }

    private static boolean isAllowed(Keyword keyword, String text) {
        return keyword.allowed().isEmpty() || keyword.allowed().contains(text);
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
