package io.holdfast.config.compile.classes;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.ClassRule;
import io.holdfast.classify.Classifier;
import io.holdfast.classify.expression.Expression;
import io.holdfast.classify.expression.ExpressionScope;
import io.holdfast.config.ClassTable;
import io.holdfast.config.ClientClass;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.wire.OptionTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@code client-classes} of the global map into the classes that are used. */
public final class ClassCompiler {

    private static final String TEST = "test";
    private static final String TEMPLATE = "template-test";
    private static final String ADDITIONAL = "only-in-additional-list";
    private static final String ADDITIONAL_FORMERLY = "only-if-required";

    private final ClassNames names;
    private final Protocol protocol;
    private final OptionTable options;
    private final Problems problems;
    private final ClassProperties properties;

    private final Map<String, JsonPosition> places = new HashMap<>();
    private final List<ClassRule> rules = new ArrayList<>();
    private final List<ClientClass> classes = new ArrayList<>();
    private final Map<Integer, OptionTable> definitions = new HashMap<>();

    /** @param properties makes what classes give */
    public ClassCompiler(
            Protocol protocol, ClassNames names, OptionTable options, ClassProperties properties, Problems problems) {
        this.protocol = protocol;
        this.names = names;
        this.options = options;
        this.properties = properties;
        this.problems = problems;
    }

    public ClassTable compile(Section global) {
        List<Section> sections = global.sections("client-classes");
        if (sections.isEmpty()) {
            return new ClassTable(new Classifier(names, options, Map.of(), List.of()), List.of());
        }
        DefinedClasses defined = new DefinedClasses();
        for (Section section : sections) {
            add(section, defined);
        }
        return new ClassTable(new Classifier(names, options, definitions, rules), classes);
    }

    private void add(Section section, DefinedClasses defined) {
        String name = section.textOrNull("name");
        if (name == null) {
            problems.error(section.at(), section.path(), "needs 'name'");
            return;
        }
        JsonPosition earlier = places.putIfAbsent(name, section.at("name"));
        if (earlier != null) {
            problems.error(
                    section.at("name"), section.path("name"), "the class '" + name + "' is already at " + earlier);
        }
        defined.begin();
        Expression test = test(section, defined);
        boolean additional = additional(section);
        restrictions(section, name, additional);
        defined.add(name);
        int id = names.id(name);
        ClientClass made = properties.compile(section, id, name);
        classes.add(made);
        rules.add(new ClassRule(id, test, additional, defined.dependsOnKnown(name), place(section)));
        if (made.definitions() != null) {
            definitions.put(id, made.definitions());
        }
    }

    /** Of the test; of the class where it has none. */
    private static String place(Section section) {
        String keyword = section.has(TEMPLATE) ? TEMPLATE : TEST;
        return section.at(keyword) + ": " + section.path(keyword);
    }

    /** A template may use any class, since it need not exist before; it does not wait for KNOWN either. */
    private @Nullable Expression test(Section section, DefinedClasses defined) {
        if (section.has(TEST) && section.has(TEMPLATE)) {
            problems.error(
                    section.at(TEMPLATE), section.path(TEMPLATE), "'test' and 'template-test' exclude each other");
            return null;
        }
        ExpressionScope scope = section.has(TEMPLATE)
                ? ExpressionScope.open(protocol, options, names)
                : new ExpressionScope(protocol, options, names, defined::use);
        ExpressionCompiler expressions = new ExpressionCompiler(scope, problems);
        return section.has(TEMPLATE) ? expressions.term(section, TEMPLATE) : expressions.condition(section, TEST);
    }

    private boolean additional(Section section) {
        if (section.has(ADDITIONAL) && section.has(ADDITIONAL_FORMERLY)) {
            problems.error(
                    section.at(ADDITIONAL_FORMERLY),
                    section.path(ADDITIONAL_FORMERLY),
                    "'" + ADDITIONAL_FORMERLY + "' and '" + ADDITIONAL + "' mean the same; give only the latter");
        }
        return Boolean.TRUE.equals(section.flagGiven(ADDITIONAL))
                || Boolean.TRUE.equals(section.flagGiven(ADDITIONAL_FORMERLY));
    }

    private void restrictions(Section section, String name, boolean additional) {
        boolean builtIn = DefinedClasses.BUILT_IN.contains(name);
        if (builtIn && (section.has(TEST) || section.has(TEMPLATE))) {
            String keyword = section.has(TEST) ? TEST : TEMPLATE;
            problems.error(
                    section.at(keyword),
                    section.path(keyword),
                    "the server itself decides who is in the built-in class '" + name + "'");
        }
        String keyword = section.has(ADDITIONAL) ? ADDITIONAL : ADDITIONAL_FORMERLY;
        if (additional && (builtIn || name.equals("DROP"))) {
            problems.error(
                    section.at(keyword),
                    section.path(keyword),
                    "the class '" + name + "' has its effect before lists of additional classes are evaluated");
        } else if (additional && properties.hasLifetimes(section)) {
            problems.warning(
                    section.at(keyword),
                    section.path(keyword),
                    "lifetimes of the class '" + name
                            + "' have no effect: they are chosen before lists of additional classes are evaluated");
        }
    }
}
