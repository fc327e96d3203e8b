package io.holdfast.classify;

import io.holdfast.classify.expression.Evaluation;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.option.OptionLookup;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of packets by the expressions of one configuration. Immutable.
 *
 * <p>The steps are Kea's: {@link #begin} before a subnet is chosen, {@link #known} when it is known whether the client has a
 * reservation, {@link #additional} when the lease has been chosen. An expression that fails is false, and
 * told of.
 */
public final class Classifier {

    /** Of a configuration without classes. */
    public static final Classifier NONE =
            new Classifier(new ClassNames(), OptionTable.standard4(), Map.of(), List.of());

    private final ClassNames names;
    private final OptionTable options;
    private final Map<Integer, OptionTable> definitions;
    private final Map<Integer, ClassRule> rules = new HashMap<>();
    private final VendorClasses vendors;
    private final ClassPass first;
    private final ClassPass second;

    /**
     * @param options the definitions that hold for all packets
     * @param definitions those that members of a class have before, by the class
     * @param rules in the order in which the classes are configured
     */
    public Classifier(
            ClassNames names, OptionTable options, Map<Integer, OptionTable> definitions, List<ClassRule> rules) {
        this.names = names;
        this.options = options;
        this.definitions = Map.copyOf(definitions);
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
        this.vendors = new VendorClasses(names);
        this.first = new ClassPass(names, evaluated(rules, false));
        this.second = new ClassPass(names, evaluated(rules, true));
    }

    private static List<ClassRule> evaluated(List<ClassRule> rules, boolean dependsOnKnown) {
        return rules.stream()
                .filter(rule ->
                        rule.test() != null && !rule.onlyAdditional() && rule.dependsOnKnown() == dependsOnKnown)
                .toList();
    }

    public ClassNames names() {
        return names;
    }

    /** ALL, the class named by the client's vendor, and those whose expressions do not depend on reservations. */
    public void begin(PacketFacts packet, ClientClasses classes, EvaluationFailures failures) {
        classes.add(ClassNames.ALL);
        vendors.find(packet, classes);
        first.run(packet, classes, OptionLookup.beforeClasses(options), failures);
    }

    /** Those whose expressions depend on KNOWN, UNKNOWN, or on classes that a reservation gives; all of these are there. */
    public void known(PacketFacts packet, ClientClasses classes, EvaluationFailures failures) {
        second.run(packet, classes, definitions(classes), failures);
    }

    /** These, in this order, as far as their expressions hold; a class without one always does. */
    public void additional(List<Integer> ids, PacketFacts packet, ClientClasses classes, EvaluationFailures failures) {
        Evaluation evaluation = new Evaluation(packet, classes, definitions(classes));
        for (int id : ids) {
            ClassRule rule = rules.get(id);
            if (rule != null && holds(rule, evaluation, failures)) {
                classes.add(id);
            }
        }
    }

    /** A template spawns nothing here; as in Kea its class is joined when its value is, to the letter, true. */
    private static boolean holds(ClassRule rule, Evaluation evaluation, EvaluationFailures failures) {
        try {
            return switch (rule.test()) {
                case null -> true;
                case Condition condition -> evaluation.holds(condition);
                case Term term -> evaluation.bytes(term).equals("true");
            };
        } catch (EvaluationException e) {
            // An expression without a value is false: that is the language's rule, not a fault of the server.
            failures.failed(rule, e);
            return false;
        }
    }

    /**
     * What a packet's options mean, for features that evaluate expressions when its classes are known.
     *
     * @param classes the packet's; asked at each look-up
     */
    public OptionLookup definitions(ClientClasses classes) {
        return definitions.isEmpty() ? options::find : (space, code) -> find(space, code, classes);
    }

    private @Nullable OptionDefinition find(String space, int code, ClientClasses classes) {
        if (OptionLookup.dependsOnClass(space, code)) {
            for (int i = 0; i < classes.size(); i++) {
                OptionTable own = definitions.get(classes.get(i));
                OptionDefinition definition = own == null ? null : own.find(space, code);
                if (definition != null) {
                    return definition;
                }
            }
        }
        return options.find(space, code);
    }
}
