package io.holdfast.classify;

import io.holdfast.wire.v4.Request4;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Expressions of DHCPv4 that are often true, and packets for them, by chance. */
final class RandomExpressions {

    private static final String[] TERMS = {
        "option[60].text",
        "option[61].hex",
        "substring(option[60].hex, 0, 1)",
        "pkt4.msgtype",
        "uint8totext(option[60].hex)",
        "'a'",
        "concat(option[60].hex, 'a')"
    };

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    /** @param classes that {@code member} may name */
    String condition(int depth, List<String> classes) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(9)) {
            case 0 -> term(classes) + " == '" + value() + "'";
            case 1 -> "'" + value() + "' == " + term(classes);
            case 2 -> "member('" + classes.get(random.nextInt(classes.size())) + "')";
            case 3 -> random.nextBoolean() ? term(classes) + " == " + term(classes) : "option[61].exists";
            case 4 -> "not (" + condition(depth - 1, classes) + ")";
            case 5 -> joined("and", depth, classes);
            case 6 -> joined("or", depth, classes);
            case 7 -> joined("sand", depth, classes);
            default -> joined("sor", depth, classes);
        };
    }

    private String joined(String word, int depth, List<String> classes) {
        return "(" + condition(depth - 1, classes) + ") " + word + " (" + condition(depth - 1, classes) + ") " + word
                + " (" + condition(depth - 1, classes) + ")";
    }

    String term(List<String> classes) {
        int place = random.nextInt(TERMS.length + 1);
        return place < TERMS.length
                ? TERMS[place]
                : "ifelse(member('" + classes.get(random.nextInt(classes.size())) + "'), 'a', 'b')";
    }

    String value() {
        return String.valueOf((char) ('a' + random.nextInt(3)));
    }

    UnaryOperator<Request4> options() {
        return request -> {
            if (random.nextInt(4) > 0) {
                request.option(60, random.nextInt(4) == 0 ? "ab" : value());
            }
            return random.nextInt(2) == 0 ? request : request.option(61, value() + value());
        };
    }
}
