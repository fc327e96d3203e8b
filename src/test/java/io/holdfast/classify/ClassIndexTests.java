package io.holdfast.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.classify.expression.Evaluation;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.option.Bytes;
import io.holdfast.classify.option.OptionLookup;
import io.holdfast.wire.OptionTable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** The index finds what evaluating one rule after the other finds, in the same order, whatever the rules are. */
class ClassIndexTests {

    private static final String[] TERMS = {
        "option[60].text",
        "option[61].hex",
        "substring(option[60].hex, 0, 1)",
        "pkt4.msgtype",
        "uint8totext(option[60].hex)",
        "ifelse(member('c3'), 'a', 'b')",
        "'a'",
        "concat(option[60].hex, 'a')"
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @RepeatedTest(300)
    void asOneByOne() {
        Rules rules = new Rules();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(8) == 0) {
                rules.template("c" + i, term());
            } else {
                rules.test("c" + i, condition(2));
            }
        }
        for (int i = 0; i < 5; i++) {
            rules.names.id("SPAWN_c" + random.nextInt(count) + "_" + value());
        }
        Classifier classifier = rules.classifier();
        for (int i = 0; i < 20; i++) {
            PacketFacts packet = packet();
            ClientClasses found = new ClientClasses();
            found.add(rules.names.id("given"));
            ClientClasses expected = new ClientClasses();
            expected.add(rules.names.id("given"));
            classifier.begin(packet, found);
            oneByOne(rules, packet, expected);
            assertThat(rules.names(found))
                    .as("seed %d, rules %s", seed, rules.rules)
                    .isEqualTo(rules.names(expected));
        }
    }

    private static void oneByOne(Rules rules, PacketFacts packet, ClientClasses classes) {
        classes.add(ClassNames.ALL);
        Evaluation evaluation = new Evaluation(packet, classes, OptionLookup.beforeClasses(OptionTable.standard4()));
        for (ClassRule rule : rules.rules) {
            try {
                if (rule.test() instanceof Condition condition && evaluation.holds(condition)) {
                    classes.add(rule.id());
                } else if (rule.test() instanceof Term term
                        && !evaluation.bytes(term).isEmpty()) {
                    String value = new String(Bytes.toArray(evaluation.bytes(term)), StandardCharsets.UTF_8);
                    Integer spawned = rules.names.find("SPAWN_" + rules.names.name(rule.id()) + "_" + value);
                    if (spawned != null) {
                        classes.add(spawned);
                    }
                    classes.add(rule.id());
                }
            } catch (EvaluationException e) {
                assertThat(e).hasMessageContaining("are not a number");
            }
        }
    }

    private PacketFacts packet() {
        return Rules.packet(request -> {
            if (random.nextInt(4) > 0) {
                request.option(60, random.nextInt(4) == 0 ? "ab" : value());
            }
            return random.nextInt(2) == 0 ? request : request.option(61, value());
        });
    }

    private String condition(int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(9)) {
            case 0 -> term() + " == '" + value() + "'";
            case 1 -> "'" + value() + "' == " + term();
            case 2 -> "member('" + member() + "')";
            case 3 -> random.nextBoolean() ? term() + " == " + term() : "option[61].exists";
            case 4 -> "not (" + condition(depth - 1) + ")";
            case 5 -> joined("and", depth);
            case 6 -> joined("or", depth);
            case 7 -> joined("sand", depth);
            default -> joined("sor", depth);
        };
    }

    private String joined(String word, int depth) {
        return "(" + condition(depth - 1) + ") " + word + " (" + condition(depth - 1) + ") " + word + " ("
                + condition(depth - 1) + ")";
    }

    private String member() {
        return switch (random.nextInt(6)) {
            case 0 -> "given";
            case 1 -> "ALL";
            case 2 -> "SPAWN_c" + random.nextInt(20) + "_" + value();
            default -> "c" + random.nextInt(20);
        };
    }

    private String term() {
        return TERMS[random.nextInt(TERMS.length)];
    }

    private String value() {
        return String.valueOf((char) ('a' + random.nextInt(3)));
    }
}
