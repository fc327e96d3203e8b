package io.holdfast.config.compile.keyword;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All keywords a map may have. */
public final class KeywordMap {

    private static final int NEAREST = 3;

    private final Map<String, Keyword> keywords = new LinkedHashMap<>();

    @SafeVarargs
    KeywordMap(List<Keyword>... parts) {
        for (List<Keyword> part : parts) {
            part.forEach(keyword -> keywords.put(keyword.name(), keyword));
        }
    }

    public @Nullable Keyword find(String name) {
        return keywords.get(name);
    }

    Iterable<Keyword> all() {
        return keywords.values();
    }

    /** The names a mistyped one may have meant, best first. */
    List<String> near(String mistyped) {
        Stream<String> known = keywords.values().stream()
                .filter(k -> !(k.standing() instanceof Keyword.Foreign || k.standing() instanceof Keyword.Renamed))
                .map(Keyword::name);
        return nearest(mistyped, known);
    }

    public static List<String> nearest(String mistyped, Stream<String> known) {
        return known.sorted(Comparator.comparingInt(name -> name.startsWith(mistyped) ? 0 : distance(name, mistyped)))
                .limit(NEAREST)
                .toList();
    }

    /** Levenshtein's, in the two-row form. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
