package io.holdfast.config.compile.keyword;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One row of a map's table of keywords.
 *
 * @param min of an integer or real number; max likewise
 * @param allowed texts, empty for any
 * @param content keywords of the map, or of each map in the list; absent when free
 * @param fallback the value when the keyword is not given, if it has one
 * @param standing whether the keyword does what it says
 */
public record Keyword(
        String name,
        Kind kind,
        double min,
        double max,
        List<String> allowed,
        @Nullable Supplier<KeywordMap> content,
        @Nullable Object fallback,
        Standing standing) {

    static final long UINT16 = 65_535;
    static final long INT32 = Integer.MAX_VALUE;
    public static final long UINT32 = 4_294_967_295L;

    enum Kind {
        TEXT("text"),
        WHOLE("an integer"),
        REAL("a number"),
        FLAG("a boolean"),
        TEXTS("a list of texts"),
        MAP("a map"),
        MAPS("a list of maps");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Whether a keyword does what it says. */
    sealed interface Standing {}

    record Built() implements Standing {}

    /** The feature comes later; uses that change nothing are harmless and accepted. */
    record NotBuilt(String feature, Predicate<JsonNode> harmless) implements Standing {}

    /** An older spelling. */
    record Renamed(String now, Standing standing) implements Standing {}

    /** Works, but such values deserve a warning. */
    record Noted(String note, Predicate<JsonNode> when, Standing standing) implements Standing {}

    /** Belongs to the other protocol, this one. */
    record Foreign(Protocol owner) implements Standing {}

    private static final Built BUILT = new Built();

    private static Keyword of(String name, Kind kind) {
        return new Keyword(name, kind, 0, UINT32, List.of(), null, null, BUILT);
    }

    static Keyword text(String name) {
        return of(name, Kind.TEXT);
    }

    static Keyword choice(String name, String... allowed) {
        return new Keyword(name, Kind.TEXT, 0, 0, List.of(allowed), null, null, BUILT);
    }

    static Keyword whole(String name, long min, long max) {
        return new Keyword(name, Kind.WHOLE, min, max, List.of(), null, null, BUILT);
    }

    static Keyword real(String name, double min, double max) {
        return new Keyword(name, Kind.REAL, min, max, List.of(), null, null, BUILT);
    }

    static Keyword flag(String name) {
        return of(name, Kind.FLAG);
    }

    static Keyword texts(String name, String... allowed) {
        return new Keyword(name, Kind.TEXTS, 0, 0, List.of(allowed), null, null, BUILT);
    }

    static Keyword map(String name, Supplier<KeywordMap> content) {
        return new Keyword(name, Kind.MAP, 0, 0, List.of(), content, null, BUILT);
    }

    static Keyword maps(String name, Supplier<KeywordMap> content) {
        return new Keyword(name, Kind.MAPS, 0, 0, List.of(), content, null, BUILT);
    }

    /** A map of free content. */
    static Keyword free(String name) {
        return of(name, Kind.MAP);
    }

    static List<Keyword> foreign(Protocol owner, String... names) {
        return Arrays.stream(names)
                .map(name -> of(name, Kind.TEXT).standing(new Foreign(owner)))
                .toList();
    }

    @SafeVarargs
    static List<Keyword> together(List<Keyword>... parts) {
        List<Keyword> all = new ArrayList<>();
        for (List<Keyword> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }

    Keyword otherwise(Object value) {
        return new Keyword(name, kind, min, max, allowed, content, value, standing);
    }

    Keyword notBuilt(String feature, Predicate<JsonNode> harmless) {
        return standing(new NotBuilt(feature, harmless));
    }

    Keyword renamed(String now) {
        return standing(new Renamed(now, standing));
    }

    Keyword noted(String note, Predicate<JsonNode> when) {
        return standing(new Noted(note, when, standing));
    }

    private Keyword standing(Standing other) {
        return new Keyword(name, kind, min, max, allowed, content, fallback, other);
    }
}
