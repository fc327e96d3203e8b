package io.holdfast.classify;

import io.holdfast.classify.expression.Evaluation;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.option.Bytes;
import io.holdfast.classify.option.OptionLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Evaluates rules as if one after the other, but asks only those that can hold: a rule that needs {@code option[60].text ==
 * 'a17'}, or to be a member of a class, is found by the value, or when the packet comes into the class.
 */
final class ClassPass {

    private static final int[] NOBODY = {};

    /** So many of the rules that wait for a value are asked one by one when there is none, to find which fail. */
    private static final int WITNESSES = 16;

    private final ClassNames names;
    private final List<ClassRule> rules;
    /** Places of rules that have to be asked always, ascending. */
    private final int[] always;
    /** Places of rules, ascending, by the value that the term has to have. */
    private final List<Group> groups = new ArrayList<>();
    /** Places of rules, ascending, by the class that packets have to be in. */
    private final Map<Integer, int[]> byClass = new HashMap<>();

    /** @param witnesses of its rules, the first ones */
    private record Group(Term term, Map<String, int[]> byValue, int[] witnesses) {

        /** Where the term has no value, no rule that needs one holds: those that are asked tell why. */
        int[] places(Evaluation evaluation) {
            try {
                return byValue.getOrDefault(evaluation.bytes(term), NOBODY);
            } catch (EvaluationException e) {
                return witnesses;
            }
        }
    }

    ClassPass(ClassNames names, List<ClassRule> rules) {
        this.names = names;
        this.rules = List.copyOf(rules);
        List<List<Trigger>> triggers = Trigger.choose(rules);
        Map<Term, Map<String, int[]>> byTerm = new HashMap<>();
        for (int place = 0; place < rules.size(); place++) {
            for (Trigger trigger : triggers.get(place)) {
                switch (trigger) {
                    case Trigger.Value(Term term, String value) ->
                        append(byTerm.computeIfAbsent(term, t -> new HashMap<>()), value, place);
                    case Trigger.Membership(int id) -> append(byClass, id, place);
                }
            }
        }
        always = IntStream.range(0, rules.size())
                .filter(place -> triggers.get(place).isEmpty())
                .toArray();
        byTerm.forEach((term, byValue) -> groups.add(new Group(term, byValue, witnesses(byValue.values().stream()))));
    }

    private static int[] witnesses(Stream<int[]> places) {
        return places.flatMapToInt(Arrays::stream)
                .sorted()
                .distinct()
                .limit(WITNESSES)
                .toArray();
    }

    private static <K> void append(Map<K, int[]> places, K key, int place) {
        places.merge(key, new int[] {place}, (before, one) -> {
            int[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = place;
            return more;
        });
    }

    void run(PacketFacts packet, ClientClasses classes, OptionLookup definitions, EvaluationFailures failures) {
        if (rules.isEmpty()) {
            return;
        }
        Evaluation evaluation = new Evaluation(packet, classes, definitions);
        DuePlaces due = new DuePlaces(always);
        for (Group group : groups) {
            mark(group.places(evaluation), due);
        }
        int seen = follow(classes, 0, due);
        for (int place = due.take(); place >= 0; place = due.take()) {
            ask(rules.get(place), evaluation, classes, failures);
            seen = follow(classes, seen, due);
        }
    }

    /** Makes the rules due that wait for a class which the packet has come into since {@code seen}; too late for earlier ones. */
    private int follow(ClientClasses classes, int seen, DuePlaces due) {
        if (!byClass.isEmpty()) {
            for (int i = seen; i < classes.size(); i++) {
                mark(byClass.getOrDefault(classes.get(i), NOBODY), due);
            }
        }
        return classes.size();
    }

    private static void mark(int[] places, DuePlaces due) {
        for (int place : places) {
            due.add(place);
        }
    }

    private void ask(ClassRule rule, Evaluation evaluation, ClientClasses classes, EvaluationFailures failures) {
        try {
            switch (rule.test()) {
                case null -> {}
                case Condition condition -> {
                    if (evaluation.holds(condition)) {
                        classes.add(rule.id());
                    }
                }
                case Term term -> spawn(rule.id(), evaluation.bytes(term), classes);
            }
        } catch (EvaluationException e) {
            // An expression without a value is false: that is the language's rule, not a fault of the server.
            failures.failed(rule, e);
        }
    }

    private void spawn(int template, String value, ClientClasses classes) {
        if (value.isEmpty()) {
            return;
        }
        String text = new String(Bytes.toArray(value), StandardCharsets.UTF_8);
        String name = ClassNames.SPAWN_PREFIX + names.name(template) + "_" + text;
        Integer spawned = names.find(name);
        if (spawned != null) {
            classes.add(spawned);
        }
        classes.spawn(template, name);
    }
}
