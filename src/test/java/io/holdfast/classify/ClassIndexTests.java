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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/** The index finds what evaluating one rule after the other finds, in the same order, whatever the rules are. */
class ClassIndexTests {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RandomExpressions expressions = new RandomExpressions(random);

    @RepeatedTest(300)
    void asOneByOne() {
        Rules rules = new Rules();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(8) == 0) {
                rules.template("c" + i, expressions.term(members()));
            } else {
                rules.test("c" + i, expressions.condition(2, members()));
            }
        }
        for (int i = 0; i < 5; i++) {
            rules.names.id("SPAWN_c" + random.nextInt(count) + "_" + expressions.value());
        }
        Classifier classifier = rules.classifier();
        for (int i = 0; i < 20; i++) {
            PacketFacts packet = Rules.packet(expressions.options());
            ClientClasses found = new ClientClasses();
            found.add(rules.names.id("given"));
            ClientClasses expected = new ClientClasses();
            expected.add(rules.names.id("given"));
            Set<Integer> told = new HashSet<>();
            classifier.begin(packet, found, (rule, why) -> told.add(rule.id()));
            Set<Integer> failed = oneByOne(rules, packet, expected);
            assertThat(failed).as("seed %d, rules %s", seed, rules.rules).containsAll(told);
            assertThat(rules.names(found))
                    .as("seed %d, rules %s", seed, rules.rules)
                    .isEqualTo(rules.names(expected));
        }
    }

    /** @return those that failed */
    private static Set<Integer> oneByOne(Rules rules, PacketFacts packet, ClientClasses classes) {
        Set<Integer> failed = new HashSet<>();
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
                failed.add(rule.id());
            }
        }
        return failed;
    }

    /** Defined before, later, by themselves, spawned, or given. */
    private List<String> members() {
        return List.of(
                "given",
                "ALL",
                "c3",
                "c" + random.nextInt(20),
                "c" + random.nextInt(20),
                "c" + random.nextInt(20),
                "SPAWN_c" + random.nextInt(20) + "_" + expressions.value());
    }
}
