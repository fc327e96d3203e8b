package io.holdfast.config;

import io.holdfast.wire.OptionTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Makes a configuration as written into a {@link ServerConfig4}, or finds all its problems at once. A keyword whose feature
 * is not built yet is refused where its use would change what the server does.
 */
public final class ConfigCompiler {

    private static final String DHCP4 = "Dhcp4";

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
     * @param json a map with the one key {@code Dhcp4}
     * @throws ConfigException with every problem found
     */
    public static CompiledConfig compile(ParsedJson json) throws ConfigException {
        ConfigCompiler compiler = new ConfigCompiler();
        compiler.problems.addAll(json.warnings());
        if (compiler.top(json.root()) instanceof JsonNode.Dict dhcp4) {
            ServerConfig4 config = compiler.server(dhcp4);
            if (compiler.problems.errors().isEmpty()) {
                return new CompiledConfig(
                        config, null, compiler.problems.warnings(), Map.of(Protocol.DHCP4, dhcp4.at()));
            }
        }
        throw new ConfigException(compiler.problems.errors(), compiler.problems.warnings());
    }

    /** The value of {@code Dhcp4}; anything that is not a map has been reported. */
    private JsonNode top(JsonNode root) {
        if (!(root instanceof JsonNode.Dict dict)) {
            problems.error(root.at(), "", "must be a map with the key 'Dhcp4', not " + root.kind());
            return new JsonNode.Nothing(root.at());
        }
        dict.members().forEach((key, member) -> {
            switch (key) {
                case DHCP4 -> {}
                case "Dhcp6" -> problems.error(member.keyAt(), key, "DHCPv6 is not built yet");
                default -> problems.error(member.keyAt(), "", "unknown key '" + key + "'; known here: Dhcp4");
            }
        });
        JsonNode dhcp4 = dict.get(DHCP4);
        if (dhcp4 == null) {
            problems.error(dict.at(), "", "the key 'Dhcp4' is missing");
            return new JsonNode.Nothing(root.at());
        }
        if (!(dhcp4 instanceof JsonNode.Dict)) {
            problems.error(dhcp4.at(), DHCP4, "must be a map, not " + dhcp4.kind());
        }
        return dhcp4;
    }

    private ServerConfig4 server(JsonNode.Dict dhcp4) {
        new KeywordCheck(problems).map(dhcp4, GlobalKeywords.GLOBAL, DHCP4);
        Section global = new Section(dhcp4, GlobalKeywords.GLOBAL, DHCP4);
        Scope scope = new Scope(global);
        Set<String> libraries = new HookLibraries(problems).check(global);
        OptionTable definitions = new DefinitionCompiler(problems).compile(global);
        OptionCompiler options = new OptionCompiler(definitions, problems);
        ServiceCompiler service = new ServiceCompiler(global, problems);
        LeaseTimes times = new LeaseTimes(problems);
        return new ServerConfig4(
                new ConfigDocument(Protocol.DHCP4, dhcp4.plain()),
                service.interfaces(),
                new BackendCompiler(problems, libraries).compile(global.section("lease-database")),
                new Subnets<>(new SubnetCompiler(global, options, problems).compile()),
                options.compile(global),
                definitions,
                times.lifetimes(scope),
                times.teeTimes(scope),
                new BootFieldCompiler(problems).compile(scope),
                global.flag("authoritative"),
                global.flag("echo-client-id"),
                global.whole("decline-probation-period"),
                service.reclaim(),
                service.lanes(),
                service.sanityChecks(),
                service.compatibility(),
                new LoggerCompiler(problems).compile(global),
                new ControlSocketCompiler(problems).compile(global),
                global.text("server-tag"),
                (int) global.whole("statistic-default-sample-count"),
                global.whole("statistic-default-sample-age"));
    }
}
