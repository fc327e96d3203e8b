package io.holdfast.config.compile.classes;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.classify.option.OptionLookup;
import io.holdfast.config.BootFields;
import io.holdfast.config.ClientClass;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.OptionSet;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.DefinitionCompiler;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.BootFieldCompiler;
import io.holdfast.config.compile.policy.LeaseTimes;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the members of a class get: options, lifetimes, boot fields, and what some of their own options mean. */
public final class ClassProperties {

    private static final String VALID = "valid-lifetime";
    private static final String PREFERRED = "preferred-lifetime";
    private static final String OFFER = "offer-lifetime";

    private final Protocol protocol;
    private final OptionTable definitions;
    private final OptionCompiler options;
    private final Problems problems;
    private final LeaseTimes times;
    private final BootFieldCompiler boot;

    /** @param definitions that hold for all */
    public ClassProperties(Protocol protocol, OptionTable definitions, OptionCompiler options, Problems problems) {
        this.protocol = protocol;
        this.definitions = definitions;
        this.options = options;
        this.problems = problems;
        this.times = new LeaseTimes(problems);
        this.boot = new BootFieldCompiler(problems);
    }

    ClientClass compile(Section section, int id, String name) {
        List<OptionDefinition> own = protocol == Protocol.DHCP4 ? definitions(section) : List.of();
        OptionCompiler compiler = own.isEmpty() ? options : options.with(definitions.overriddenBy(own));
        OptionSet set = compiler.compile(section);
        Scope scope = new Scope(section);
        boolean four = protocol == Protocol.DHCP4;
        BootFields fields = four ? boot.compile(scope) : new BootFields(Ipv4Address.UNSPECIFIED, "", "");
        return new ClientClass(
                id,
                name,
                set,
                own.isEmpty() ? null : new OptionTable(own),
                times.partial(scope, VALID),
                four ? null : times.partial(scope, PREFERRED),
                four ? section.wholeGiven(OFFER) : null,
                fields.nextServer().isUnspecified() ? null : fields.nextServer(),
                fields.serverHostname().isEmpty() ? null : fields.serverHostname(),
                fields.bootFileName().isEmpty() ? null : fields.bootFileName());
    }

    boolean hasLifetimes(Section section) {
        Scope scope = new Scope(section);
        @Nullable Lifetimes preferred = protocol == Protocol.DHCP4 ? null : times.partial(scope, PREFERRED);
        return times.partial(scope, VALID) != null
                || preferred != null
                || protocol == Protocol.DHCP4 && section.has(OFFER);
    }

    private List<OptionDefinition> definitions(Section section) {
        List<OptionDefinition> own = new ArrayList<>();
        for (Section one : section.sections("option-def")) {
            OptionDefinition definition = new DefinitionCompiler(protocol, problems).definition(one);
            if (definition == null) {
                continue;
            }
            String wrong = wrong(definition, own);
            if (wrong == null) {
                own.add(definition);
            } else {
                problems.error(one.at(), one.path(), wrong);
            }
        }
        return own;
    }

    /** Only of options that nobody has given a meaning for all can it depend on the class. */
    private @Nullable String wrong(OptionDefinition definition, List<OptionDefinition> own) {
        if (!OptionLookup.dependsOnClass(definition.space(), definition.code())) {
            return "a class can define the options 43 and 224 to 254 of the space 'dhcp4', not option "
                    + definition.code() + " of '" + definition.space() + "'";
        }
        for (OptionDefinition earlier : own) {
            if (earlier.code() == definition.code() || earlier.name().equals(definition.name())) {
                return "has the same code or name as the option '" + earlier.name() + "' (" + earlier.code()
                        + ") of this class";
            }
        }
        return null;
    }
}
