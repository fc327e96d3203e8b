package io.holdfast.config.compile.option;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassGuard;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionJoining;
import io.holdfast.config.OptionSet;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the {@code option-data} of one place into options ready to send. */
public final class OptionCompiler {

    private static final Pattern VENDOR_SPACE = Pattern.compile("vendor-[0-9]+");
    private static final int END = 255;
    private static final int HOST_NAME = 12;
    private static final int OVERLOAD = 52;

    private final Protocol protocol;
    private final OptionTable definitions;
    private final ClassLists classes;
    private final Problems problems;

    public OptionCompiler(Protocol protocol, OptionTable definitions, ClassLists classes, Problems problems) {
        this.protocol = protocol;
        this.definitions = definitions;
        this.classes = classes;
        this.problems = problems;
    }

    /** The same with these definitions. */
    public OptionCompiler with(OptionTable others) {
        return new OptionCompiler(protocol, others, classes, problems);
    }

    public OptionSet compile(Section owner) {
        OptionAssembly assembly = new OptionAssembly(protocol, problems);
        for (Section section : owner.sections("option-data")) {
            ConfiguredOption option = option(section);
            if (option != null) {
                assembly.add(section, option);
            }
        }
        return assembly.options();
    }

    /** One entry of {@code option-data} by itself; null when there is a problem. */
    public @Nullable ConfiguredOption option(Section section) {
        String space = section.text("space");
        String name = section.textOrNull("name");
        Long code = section.wholeGiven("code");
        if (!spaceIsUsable(section, space)) {
            return null;
        }
        if (code == null && name == null) {
            problems.error(section.at(), section.path(), "needs 'name' or 'code'");
            return null;
        }
        String defined = defined(space);
        OptionDefinition definition = code != null
                ? definitions.find(defined, code.intValue())
                : definitions.find(defined, String.valueOf(name));
        if (code == null && definition == null) {
            problems.error(
                    section.at("name"),
                    section.path("name"),
                    "no option '" + name + "' is defined in the space '" + space + "'");
            return null;
        }
        if (definition != null && name != null && !definition.name().equals(name)) {
            problems.error(
                    section.at("name"),
                    section.path("name"),
                    "'" + name + "' is not the name of option " + code + " of the space '" + space + "', which is '"
                            + definition.name() + "'");
            return null;
        }
        int number = definition != null ? definition.code() : code == null ? 0 : code.intValue();
        if (space.equals(protocol.label())) {
            String reserved = reserved(protocol, number);
            if (reserved != null) {
                problems.error(section.at("code"), section.path("code"), reserved);
                return null;
            }
            remarks(section, number);
        }
        byte[] payload = payload(section, definition);
        return payload == null
                ? null
                : new ConfiguredOption(
                        space,
                        number,
                        definition,
                        payload,
                        section.flag("always-send"),
                        section.flag("never-send"),
                        guard(section));
    }

    /** Kea has CableLabs' options under this name, too, from where they are sent to nobody. */
    private String defined(String space) {
        boolean old = space.equals(protocol == Protocol.DHCP4 ? "docsis3-v4" : "docsis3-v6");
        return old ? OptionTable.DOCSIS : space;
    }

    private ClassGuard guard(Section section) {
        ClassGuard guard = classes.guard(section);
        if (section.flag("never-send") && !guard.anyOf().isEmpty()) {
            problems.warning(
                    section.at("client-classes"),
                    section.path("client-classes"),
                    "does not limit 'never-send': the option is sent to nobody");
        }
        return guard;
    }

    /** What is wrong with the code for an option of the protocol itself; null when it is well. */
    public static @Nullable String reserved(Protocol protocol, long code) {
        boolean padOrEnd = protocol == Protocol.DHCP4 && (code == 0 || code == END);
        return padOrEnd ? code + " is reserved (pad and end)" : code == 0 ? "0 is reserved" : null;
    }

    private boolean spaceIsUsable(Section section, String space) {
        for (Protocol other : Protocol.values()) {
            if (other != protocol && space.equals(other.label())) {
                problems.error(
                        section.at("space"), section.path("space"), "'" + space + "' belongs to " + other.words());
                return false;
            }
        }
        if (VENDOR_SPACE.matcher(space).matches() && OptionJoining.enterprise(space) == null) {
            problems.error(
                    section.at("space"),
                    section.path("space"),
                    "'" + space + "' is no vendor's: enterprise numbers are from 1 to 4294967295");
            return false;
        }
        return true;
    }

    private void remarks(Section section, int code) {
        boolean four = protocol == Protocol.DHCP4;
        boolean made = four
                ? OptionTable.isServerMade4(code) && code != HOST_NAME || code == OVERLOAD
                : OptionTable.isServerMade6(code);
        if (made) {
            problems.warning(
                    section.at(),
                    section.path(),
                    "the server makes option " + code
                            + " itself and sends what is configured only where it makes none");
        }
    }

    /** Null when there is a problem. Data are by definition unless {@code csv-format} says they are hexadecimal. */
    private byte @Nullable [] payload(Section section, @Nullable OptionDefinition definition) {
        String data = section.text("data");
        Boolean csv = section.flagGiven("csv-format");
        if (section.flag("never-send") && data.isEmpty()) {
            return new byte[0];
        }
        if (definition == null && Boolean.TRUE.equals(csv)) {
            problems.error(
                    section.at("csv-format"),
                    section.path("csv-format"),
                    "true needs an option that is defined; define it in 'option-def' or give hexadecimal data");
            return null;
        }
        try {
            boolean hexadecimal = definition == null || Boolean.FALSE.equals(csv);
            if (definition != null && !hexadecimal) {
                surplus(section, definition, data);
            }
            byte[] payload = definition == null || hexadecimal ? hex(data) : text(definition, data);
            return VendorData.checked(protocol, section.text("space"), definition, payload);
        } catch (IllegalArgumentException e) {
            problems.error(section.at("data"), section.path("data"), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private byte[] text(OptionDefinition definition, String data) {
        return protocol == Protocol.DHCP4 ? OptionText.encode(definition, data) : OptionText.encode6(definition, data);
    }

    private void surplus(Section section, OptionDefinition definition, String data) {
        int surplus = OptionText.surplus(definition, data);
        if (surplus > 0) {
            problems.warning(
                    section.at("data"),
                    section.path("data"),
                    "has more fields than option '" + definition.name() + "' takes ("
                            + definition.recordTypes().size() + "); as in Kea, those behind are left out: " + surplus);
        }
    }

    private static byte[] hex(String data) {
        return data.isBlank() ? new byte[0] : OptionText.hex(data);
    }
}
