package io.holdfast.config.compile.hook;

import io.holdfast.address.Protocol;
import io.holdfast.classify.expression.ExpressionScope;
import io.holdfast.config.FlexOption;
import io.holdfast.config.FlexOption.Action;
import io.holdfast.config.compile.classes.ExpressionCompiler;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of the feature that changes options of answers by expressions. */
final class FlexOptionCompiler {

    private static final String SUB_OPTIONS = "sub-options";
    private static final List<String> ACTIONS = List.of("add", "supersede", "remove");
    /** The format's, and what the relay wants back. */
    private static final Set<Long> PART_OF_ANSWER_4 = Set.of(52L, 53L, 82L);
    /** Identifiers, associations and what is in them, and what is between relays. */
    private static final Set<Long> PART_OF_ANSWER_6 = Set.of(1L, 2L, 3L, 4L, 5L, 9L, 13L, 14L, 18L, 25L, 26L);

    private static final int VENDOR_4 = 125;
    private static final int VENDOR_6 = 17;
    private static final int MAX_CODE_4 = 255;

    private final Protocol protocol;
    private final OptionTable definitions;
    private final ClassLists classes;
    private final ExpressionCompiler expressions;
    private final Problems problems;

    FlexOptionCompiler(Protocol protocol, OptionTable definitions, ClassLists classes, Problems problems) {
        this.protocol = protocol;
        this.definitions = definitions;
        this.classes = classes;
        this.expressions =
                new ExpressionCompiler(ExpressionScope.open(protocol, definitions, classes.names()), problems);
        this.problems = problems;
    }

    /** Which option is meant; its definition is absent when it has none. */
    private record Target(String space, int code, @Nullable OptionDefinition definition) {}

    List<FlexOption> compile(Section parameters) {
        if (parameters.dict().get("options") == null) {
            problems.error(parameters.at(), parameters.path(), "needs 'options'");
        }
        List<FlexOption> all = new ArrayList<>();
        for (Section section : parameters.sections("options")) {
            String space = section.textOrNull("space");
            Target target = target(section, space == null ? protocol.label() : space);
            if (target != null) {
                add(all, section.has(SUB_OPTIONS) ? container(section, target) : change(section, target, 0));
            }
        }
        return all;
    }

    private static void add(List<FlexOption> all, @Nullable FlexOption change) {
        if (change != null) {
            all.add(change);
        }
    }

    private @Nullable FlexOption container(Section section, Target target) {
        for (String action : ACTIONS) {
            if (section.has(action)) {
                problems.error(
                        section.at(action),
                        section.path(action),
                        "'sub-options' and '" + action + "' exclude each other");
                return null;
            }
        }
        List<FlexOption> inside = new ArrayList<>();
        for (Section sub : section.sections(SUB_OPTIONS)) {
            String space = subSpace(sub, target);
            Target inner = space == null ? null : target(sub, space);
            if (inner != null && inside.stream().anyMatch(other -> other.code() == inner.code())) {
                problems.error(sub.at(), sub.path(), "sub-option " + inner.code() + " has an entry already");
            } else if (inner != null) {
                add(inside, change(sub, inner, vendor(target, inner.space())));
            }
        }
        return new FlexOption(
                target.space(),
                target.code(),
                target.definition(),
                Action.SUB_OPTIONS,
                null,
                guard(section),
                inside,
                0,
                true);
    }

    private @Nullable String subSpace(Section sub, Target container) {
        String given = sub.textOrNull("space");
        if (given != null) {
            return given;
        }
        OptionDefinition definition = container.definition();
        if (definition == null || definition.encapsulates().isEmpty()) {
            problems.error(
                    sub.at(),
                    sub.path(),
                    "needs 'space': option " + container.code()
                            + (definition == null ? " is not defined" : " encapsulates none"));
            return null;
        }
        return definition.encapsulates();
    }

    /** The enterprise number that the space {@code vendor-4491} names inside of an option that has such numbers. */
    private long vendor(Target container, String space) {
        boolean numbered = container.space().equals(protocol.label())
                && container.code() == (protocol == Protocol.DHCP4 ? VENDOR_4 : VENDOR_6);
        return numbered && space.matches("vendor-[0-9]{1,9}") ? Long.parseLong(space.substring("vendor-".length())) : 0;
    }

    private @Nullable Target target(Section section, String space) {
        Long code = section.wholeGiven("code");
        String name = section.textOrNull("name");
        if (code == null && name == null) {
            problems.error(section.at(), section.path(), "needs 'name' or 'code'");
            return null;
        }
        String wrong = code == null ? null : wrongCode(space, code);
        if (wrong != null) {
            problems.error(section.at("code"), section.path("code"), wrong);
            return null;
        }
        OptionDefinition definition = name != null
                ? definitions.find(space, name)
                : definitions.find(space, code == null ? 0 : code.intValue());
        if (name != null && definition == null) {
            problems.error(
                    section.at("name"),
                    section.path("name"),
                    "no option '" + name + "' is defined in the space '" + space + "'");
            return null;
        }
        if (code != null && definition != null && definition.code() != code) {
            problems.error(
                    section.at("code"),
                    section.path("code"),
                    "'" + name + "' is option " + definition.code() + " of the space '" + space + "', not " + code);
            return null;
        }
        return new Target(
                space, definition != null ? definition.code() : code == null ? 0 : code.intValue(), definition);
    }

    private @Nullable String wrongCode(String space, long code) {
        if (protocol == Protocol.DHCP4 && code > MAX_CODE_4) {
            return code + " is not from 0 to " + MAX_CODE_4;
        }
        if (!space.equals(protocol.label())) {
            return null;
        }
        boolean part = protocol == Protocol.DHCP4 ? PART_OF_ANSWER_4.contains(code) : PART_OF_ANSWER_6.contains(code);
        return part
                ? code + " is a part of the answer itself, which nothing changes"
                : OptionCompiler.reserved(protocol, code);
    }

    private @Nullable FlexOption change(Section section, Target target, long vendor) {
        List<String> given = ACTIONS.stream().filter(section::has).toList();
        if (given.size() != 1) {
            problems.error(section.at(), section.path(), "needs exactly one of add, supersede, remove");
            return null;
        }
        String action = given.getFirst();
        boolean text = section.flag("csv-format");
        if (section.text(action).isEmpty()) {
            problems.error(section.at(action), section.path(action), "needs an expression");
            return null;
        }
        if (text && target.definition() == null) {
            problems.error(
                    section.at("csv-format"),
                    section.path("csv-format"),
                    "true needs an option that is defined; option " + target.code() + " is not in the space '"
                            + target.space() + "'");
        }
        String container = action.equals("remove") ? "container-remove" : "container-add";
        return new FlexOption(
                target.space(),
                target.code(),
                text ? target.definition() : null,
                Action.valueOf(action.toUpperCase(Locale.ROOT)),
                action.equals("remove") ? expressions.condition(section, action) : expressions.term(section, action),
                guard(section),
                List.of(),
                vendor,
                section.keywords().find(container) == null || section.flag(container));
    }

    private @Nullable Integer guard(Section section) {
        String name = section.textOrNull("client-class");
        return name == null ? null : classes.id(name);
    }
}
