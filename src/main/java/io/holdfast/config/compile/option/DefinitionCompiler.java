package io.holdfast.config.compile.option;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes {@code option-def} into a table of the standard options and the operator's own. */
public final class DefinitionCompiler {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-_A-Za-z0-9]*[A-Za-z0-9])?");

    private final Protocol protocol;
    private final Problems problems;

    public DefinitionCompiler(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    public OptionTable compile(Section global) {
        OptionTable table = ProtocolTerms.standardOptions(protocol);
        for (Section section : global.sections("option-def")) {
            OptionDefinition definition = definition(section);
            if (definition != null) {
                table = with(table, definition, section);
            }
        }
        return table;
    }

    private OptionTable with(OptionTable table, OptionDefinition definition, Section section) {
        try {
            return table.with(List.of(definition));
        } catch (IllegalArgumentException e) {
            problems.error(section.at(), section.path(), String.valueOf(e.getMessage()));
            return table;
        }
    }

    /** One entry of {@code option-def} by itself; null when there is a problem. */
    public @Nullable OptionDefinition definition(Section section) {
        String name = required(section, "name");
        String typeName = required(section, "type");
        Long code = section.wholeGiven("code");
        if (code == null) {
            problems.error(section.at(), section.path(), "needs 'code'");
        }
        if (name == null || typeName == null || code == null || !namesAreGood(section, name)) {
            return null;
        }
        String space = section.text("space");
        String reserved = space.equals(protocol.label()) ? OptionCompiler.reserved(protocol, code) : null;
        if (reserved != null) {
            problems.error(section.at("code"), section.path("code"), reserved);
            return null;
        }
        OptionType type = type(section, "type", typeName);
        List<OptionType> fields = recordTypes(section);
        if (type == null || fields == null || !fits(section, type, fields)) {
            return null;
        }
        return new OptionDefinition(
                name, code.intValue(), space, type, fields, section.flag("array"), section.text("encapsulate"));
    }

    private @Nullable String required(Section section, String name) {
        String text = section.textOrNull(name);
        if (text == null) {
            problems.error(section.at(), section.path(), "needs '" + name + "'");
        }
        return text;
    }

    private boolean namesAreGood(Section section, String name) {
        boolean good = true;
        for (String keyword : List.of("name", "space", "encapsulate")) {
            String text = keyword.equals("name") ? name : section.text(keyword);
            if (!text.isEmpty() && !NAME.matcher(text).matches()) {
                problems.error(
                        section.at(keyword),
                        section.path(keyword),
                        "'" + text + "' is not a name: letters, digits, and inside it hyphens and underscores");
                good = false;
            }
        }
        return good;
    }

    private @Nullable OptionType type(Section section, String keyword, String name) {
        OptionType type = OptionType.named(name);
        if (type == null) {
            problems.error(
                    section.at(keyword),
                    section.path(keyword),
                    "'" + name + "' is not a type; types are "
                            + Arrays.stream(OptionType.values())
                                    .map(OptionType::keaName)
                                    .collect(Collectors.joining(", ")));
        }
        return type;
    }

    private @Nullable List<OptionType> recordTypes(Section section) {
        List<OptionType> fields = new ArrayList<>();
        for (String name : section.text("record-types").split(",", -1)) {
            if (!name.isBlank()) {
                OptionType field = type(section, "record-types", name.strip());
                if (field == null) {
                    return null;
                }
                fields.add(field);
            }
        }
        return fields;
    }

    /** What a type excludes; an array or a text takes all bytes, so that nothing can follow it. */
    private boolean fits(Section section, OptionType type, List<OptionType> fields) {
        String encapsulates = section.text("encapsulate");
        boolean array = section.flag("array");
        String wrong = null;
        if (type == OptionType.RECORD && fields.size() < 2) {
            wrong = "a record has at least two 'record-types'";
        } else if (type != OptionType.RECORD && !fields.isEmpty()) {
            wrong = "'record-types' belong to the type record";
        } else if (fields.contains(OptionType.RECORD) || fields.contains(OptionType.EMPTY)) {
            wrong = "a record's fields are neither records nor empty";
        } else if (!fields.isEmpty() && openEnded(fields.subList(0, fields.size() - 1))) {
            wrong = "string and binary have no end of their own, so they must be a record's last field";
        } else if (array && !encapsulates.isEmpty()) {
            wrong = "an array cannot encapsulate a space";
        } else if (array
                && (type == OptionType.EMPTY || openEnded(List.of(fields.isEmpty() ? type : fields.getLast())))) {
            wrong = "empty, string and binary cannot be repeated";
        } else if (encapsulates.equals(section.text("space"))) {
            wrong = "an option cannot encapsulate the space it belongs to";
        }
        if (wrong != null) {
            problems.error(section.at(), section.path(), wrong);
        }
        return wrong == null;
    }

    private static boolean openEnded(List<OptionType> types) {
        return types.contains(OptionType.STRING) || types.contains(OptionType.BINARY);
    }
}
