package io.holdfast.classify;

import io.holdfast.classify.expression.Expression;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Literal;
import io.holdfast.classify.expression.Expression.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something cheap to look up, one of which has to be so for an expression to hold. */
sealed interface Trigger {

    /** A term that does not depend on classes has this value. */
    record Value(Term term, String value) implements Trigger {}

    /** The packet is in this class. */
    record Membership(int id) implements Trigger {}

    /**
     * For each rule the triggers, one of which has to be so; none when it has to be asked in any case. Where there is a
     * choice, as in a conjunction, it falls on what the fewest rules need.
     */
    static List<List<Trigger>> choose(List<ClassRule> rules) {
        Map<Trigger, Integer> uses = new HashMap<>();
        for (ClassRule rule : rules) {
            Set<Trigger> mentioned = new HashSet<>();
            collect(rule.test(), mentioned);
            mentioned.forEach(trigger -> uses.merge(trigger, 1, Integer::sum));
        }
        List<List<Trigger>> chosen = new ArrayList<>(rules.size());
        for (ClassRule rule : rules) {
            Set<Trigger> needed = rule.test() instanceof Condition condition ? needed(condition, uses) : null;
            chosen.add(needed == null ? List.of() : List.copyOf(needed));
        }
        return chosen;
    }

    private static void collect(@Nullable Expression test, Set<Trigger> mentioned) {
        switch (test) {
            case Expression.And and -> and.parts().forEach(part -> collect(part, mentioned));
            case Expression.Or or -> or.parts().forEach(part -> collect(part, mentioned));
            case Condition condition -> {
                Trigger trigger = of(condition);
                if (trigger != null) {
                    mentioned.add(trigger);
                }
            }
            case null, default -> {}
        }
    }

    /** Null when the condition can hold without any. */
    private static @Nullable Set<Trigger> needed(Condition condition, Map<Trigger, Integer> uses) {
        return switch (condition) {
            case Expression.And and -> fewest(and, uses);
            case Expression.Or or -> all(or, uses);
            default -> {
                Trigger trigger = of(condition);
                yield trigger == null ? null : Set.of(trigger);
            }
        };
    }

    private static @Nullable Set<Trigger> fewest(Expression.And and, Map<Trigger, Integer> uses) {
        Set<Trigger> best = null;
        int bestUses = Integer.MAX_VALUE;
        for (Condition part : and.parts()) {
            Set<Trigger> needed = needed(part, uses);
            if (needed != null) {
                int sum = needed.stream()
                        .mapToInt(trigger -> uses.getOrDefault(trigger, 0))
                        .sum();
                if (sum < bestUses) {
                    best = needed;
                    bestUses = sum;
                }
            }
        }
        return best;
    }

    private static @Nullable Set<Trigger> all(Expression.Or or, Map<Trigger, Integer> uses) {
        Set<Trigger> all = new HashSet<>();
        for (Condition part : or.parts()) {
            Set<Trigger> needed = needed(part, uses);
            if (needed == null) {
                return null;
            }
            all.addAll(needed);
        }
        return all;
    }

    private static @Nullable Trigger of(Condition condition) {
        return switch (condition) {
            case Expression.Member(int id) -> new Membership(id);
            case Expression.Equal(Literal left, Literal right) -> null;
            case Expression.Equal(Literal left, Term right)
            when !right.dependsOnClasses() -> new Value(right, left.bytes());
            case Expression.Equal(Term left, Literal right)
            when !left.dependsOnClasses() -> new Value(left, right.bytes());
            default -> null;
        };
    }
}
