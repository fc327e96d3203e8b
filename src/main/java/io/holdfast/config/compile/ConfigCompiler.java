package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ClassTable;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.compile.classes.ClassCompiler;
import io.holdfast.config.compile.classes.ClassProperties;
import io.holdfast.config.compile.hook.FeatureCompiler;
import io.holdfast.config.compile.hook.HookLibraries;
import io.holdfast.config.compile.hook.HookLibrary;
import io.holdfast.config.compile.host.HostPolicyCompiler;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.GlobalKeywords;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.KeywordMap;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.LinkCompiler;
import io.holdfast.config.compile.option.DefinitionCompiler;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.BootFieldCompiler;
import io.holdfast.config.compile.policy.LeaseTimes;
import io.holdfast.config.compile.service.BackendCompiler;
import io.holdfast.config.compile.service.ControlSocketCompiler;
import io.holdfast.config.compile.service.IdentityCompiler;
import io.holdfast.config.compile.service.LoggerCompiler;
import io.holdfast.config.compile.service.ServiceCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.ParsedJson;
import io.holdfast.wire.OptionTable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a configuration as written into a {@link ServerConfig} for each protocol, or finds all its problems at once. A
 * keyword whose feature is not built yet is refused where its use would change what the server does.
 */
public final class ConfigCompiler {

    private static final String EITHER = "'Dhcp4' or 'Dhcp6'";

    private final Problems problems = new Problems();

    private ConfigCompiler() {}

    /** @throws ConfigException with every problem found */
    public static CompiledConfig compile(Path file) throws ConfigException {
        return compile(JsonReader.read(file));
    }

    /**
     * @param sourceName stands for the file in messages, {@code <command>} for a command
     * @throws ConfigException with every problem found
     */
    public static CompiledConfig compile(String text, String sourceName) throws ConfigException {
        return compile(JsonReader.parse(text, sourceName));
    }

    /**
     * @param json a map with the key {@code Dhcp4}, {@code Dhcp6} or both
     * @throws ConfigException with every problem found
     */
    public static CompiledConfig compile(ParsedJson json) throws ConfigException {
        ConfigCompiler compiler = new ConfigCompiler();
        compiler.problems.addAll(json.warnings());
        Map<Protocol, JsonNode.Dict> objects = compiler.objects(json.root());
        JsonNode.Dict dhcp4 = objects.get(Protocol.DHCP4);
        JsonNode.Dict dhcp6 = objects.get(Protocol.DHCP6);
        ServerConfig4 four = dhcp4 == null ? null : compiler.server4(dhcp4);
        ServerConfig6 six = dhcp6 == null ? null : compiler.server6(dhcp6);
        if (!compiler.problems.errors().isEmpty()) {
            throw new ConfigException(compiler.problems.errors(), compiler.problems.warnings());
        }
        Map<Protocol, JsonPosition> places = new EnumMap<>(Protocol.class);
        objects.forEach((protocol, object) -> places.put(protocol, object.at()));
        return new CompiledConfig(four, six, compiler.problems.warnings(), places);
    }

    /** The maps {@code Dhcp4} and {@code Dhcp6}; whatever else there is has been reported. */
    private Map<Protocol, JsonNode.Dict> objects(JsonNode root) {
        Map<Protocol, JsonNode.Dict> objects = new EnumMap<>(Protocol.class);
        if (!(root instanceof JsonNode.Dict dict)) {
            problems.error(root.at(), "", "must be a map with the key " + EITHER + ", not " + root.kind());
            return objects;
        }
        dict.members().forEach((key, member) -> {
            Protocol protocol = protocol(key);
            if (protocol == null) {
                problems.error(member.keyAt(), "", "unknown key '" + key + "'; known here: Dhcp4, Dhcp6");
            } else if (member.value() instanceof JsonNode.Dict object) {
                objects.put(protocol, object);
            } else {
                problems.error(
                        member.value().at(),
                        key,
                        "must be a map, not " + member.value().kind());
            }
        });
        if (dict.get(Protocol.DHCP4.object()) == null && dict.get(Protocol.DHCP6.object()) == null) {
            problems.error(dict.at(), "", "the key " + EITHER + " is missing");
        }
        return objects;
    }

    private static @Nullable Protocol protocol(String key) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.object().equals(key)) {
                return protocol;
            }
        }
        return null;
    }

    private Section checked(JsonNode.Dict object, KeywordMap keywords, Protocol protocol) {
        new KeywordCheck(problems).map(object, keywords, protocol.object());
        return new Section(object, keywords, protocol.object());
    }

    private ServerConfig4 server4(JsonNode.Dict dhcp4) {
        Protocol protocol = Protocol.DHCP4;
        Section global = checked(dhcp4, GlobalKeywords.GLOBAL, protocol);
        Scope scope = new Scope(global);
        Map<HookLibrary, Section> libraries = new HookLibraries(protocol, problems).check(global);
        OptionTable definitions = new DefinitionCompiler(protocol, problems).compile(global);
        ClassNames names = new ClassNames();
        ClassLists classes = new ClassLists(names, problems);
        OptionCompiler options = new OptionCompiler(protocol, definitions, classes, problems);
        ClassProperties members = new ClassProperties(protocol, definitions, options, problems);
        ClassTable table = new ClassCompiler(protocol, names, definitions, members, problems).compile(global);
        ServiceCompiler service = new ServiceCompiler(protocol, global, problems);
        BackendCompiler backends = new BackendCompiler(problems, libraries.keySet());
        LinkCompiler.Links<Subnet4> networks =
                new LinkCompiler(protocol, global, options, classes, problems).compile4();
        LeaseTimes times = new LeaseTimes(problems);
        return new ServerConfig4(
                new ConfigDocument(protocol, dhcp4.plain()),
                service.interfaces(),
                backends.leases(global),
                networks.subnets(),
                options.compile(global),
                definitions,
                times.lifetimes(scope),
                times.teeTimes(scope),
                new BootFieldCompiler(problems).compile(scope),
                global.flag("authoritative"),
                global.flag("echo-client-id"),
                global.flag("stash-agent-options"),
                global.whole("decline-probation-period"),
                service.reclaim(),
                service.lanes(),
                service.sanityChecks(),
                service.compatibility(),
                new LoggerCompiler(problems).compile(global),
                new ControlSocketCompiler(protocol, problems).compile(global),
                global.text("server-tag"),
                (int) global.whole("statistic-default-sample-count"),
                global.whole("statistic-default-sample-age"),
                networks.networks(),
                table,
                new HostPolicyCompiler(protocol, global, problems)
                        .compile(options, networks.placed(), backends.hosts(global)),
                new FeatureCompiler(protocol, libraries, problems)
                        .compile(global, definitions, classes, networks.placed()));
    }

    private ServerConfig6 server6(JsonNode.Dict dhcp6) {
        Protocol protocol = Protocol.DHCP6;
        Section global = checked(dhcp6, GlobalKeywords.GLOBAL_6, protocol);
        Scope scope = new Scope(global);
        Map<HookLibrary, Section> libraries = new HookLibraries(protocol, problems).check(global);
        OptionTable definitions = new DefinitionCompiler(protocol, problems).compile(global);
        ClassNames names = new ClassNames();
        ClassLists classes = new ClassLists(names, problems);
        OptionCompiler options = new OptionCompiler(protocol, definitions, classes, problems);
        ClassProperties members = new ClassProperties(protocol, definitions, options, problems);
        ClassTable table = new ClassCompiler(protocol, names, definitions, members, problems).compile(global);
        ServiceCompiler service = new ServiceCompiler(protocol, global, problems);
        BackendCompiler backends = new BackendCompiler(problems, libraries.keySet());
        LinkCompiler.Links<Subnet6> networks =
                new LinkCompiler(protocol, global, options, classes, problems).compile6();
        IdentityCompiler identity = new IdentityCompiler(global, problems);
        LeaseTimes times = new LeaseTimes(problems);
        return new ServerConfig6(
                new ConfigDocument(protocol, dhcp6.plain()),
                service.interfaces(),
                backends.leases(global),
                networks.subnets(),
                options.compile(global),
                definitions,
                times.preferred(scope),
                times.lifetimes(scope),
                times.teeTimes(scope),
                identity.serverId(),
                identity.relaySuppliedOptions(definitions),
                identity.macSources(),
                global.textOrNull("data-directory"),
                global.flag("allow-address-registration"),
                global.whole("decline-probation-period"),
                service.reclaim(),
                service.lanes(),
                service.sanityChecks(),
                service.lenientOptionParsing(),
                new LoggerCompiler(problems).compile(global),
                new ControlSocketCompiler(protocol, problems).compile(global),
                global.text("server-tag"),
                (int) global.whole("statistic-default-sample-count"),
                global.whole("statistic-default-sample-age"),
                networks.networks(),
                table,
                new HostPolicyCompiler(protocol, global, problems)
                        .compile(options, networks.placed(), backends.hosts(global)),
                new FeatureCompiler(protocol, libraries, problems)
                        .compile(global, definitions, classes, networks.placed()));
    }
}
