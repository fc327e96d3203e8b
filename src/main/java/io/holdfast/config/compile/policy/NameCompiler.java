package io.holdfast.config.compile.policy;

import io.holdfast.config.NamePolicy;
import io.holdfast.config.NamePolicy.Replace;
import io.holdfast.config.compile.keyword.NetworkKeywords;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import java.util.List;
import java.util.Locale;

/** Makes {@code ddns-*} and {@code hostname-char-*} into a policy for names; each keyword is inherited on its own. */
final class NameCompiler {

    private static final String CHAR_SET = "hostname-char-set";
    private static final String TTL = "ddns-ttl";
    private static final String TTL_MIN = "ddns-ttl-min";
    private static final String TTL_MAX = "ddns-ttl-max";

    private final Problems problems;

    NameCompiler(Problems problems) {
        this.problems = problems;
    }

    /** Whether the map itself says something about names. */
    boolean isNamedIn(Section section) {
        return NetworkKeywords.NAMING.stream().anyMatch(keyword -> section.has(keyword.name()));
    }

    NamePolicy compile(Scope scope) {
        scope.sections().forEach(this::times);
        return new NamePolicy(
                scope.flag("ddns-send-updates"),
                scope.flag("ddns-override-no-update"),
                scope.flag("ddns-override-client-update"),
                Replace.valueOf(given(scope, "ddns-replace-client-name")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                given(scope, "ddns-generated-prefix"),
                given(scope, "ddns-qualifying-suffix"),
                charSet(scope),
                given(scope, "hostname-char-replacement"));
    }

    /** An empty text is one, too: it takes away what would be inherited. */
    private static String given(Scope scope, String name) {
        return scope.origin(name).text(name);
    }

    private String charSet(Scope scope) {
        Section origin = scope.origin(CHAR_SET);
        try {
            return PosixExpression.toJava(origin.text(CHAR_SET));
        } catch (IllegalArgumentException e) {
            problems.error(origin.at(CHAR_SET), origin.path(CHAR_SET), String.valueOf(e.getMessage()));
            return "";
        }
    }

    /** How long names live in the DNS is told in one way only. */
    private void times(Section section) {
        for (String other : List.of("ddns-ttl-percent", TTL_MIN, TTL_MAX)) {
            if (section.has(TTL) && section.has(other)) {
                problems.error(
                        section.at(other), section.path(other), "'" + other + "' and '" + TTL + "' exclude each other");
            }
        }
        Long min = section.wholeGiven(TTL_MIN);
        Long max = section.wholeGiven(TTL_MAX);
        if (min != null && max != null && max < min) {
            problems.error(
                    section.at(TTL_MAX),
                    section.path(TTL_MAX),
                    TTL_MAX + " (" + max + ") is less than " + TTL_MIN + " (" + min + ")");
        }
    }
}
