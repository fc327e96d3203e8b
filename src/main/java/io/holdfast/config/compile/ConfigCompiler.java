package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.compile.keyword.GlobalKeywords;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.LinkCompiler;
import io.holdfast.config.compile.policy.BootFieldCompiler;
import io.holdfast.config.compile.service.IdentityCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.ParsedJson;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a configuration as written into a {@link ServerConfig} for each protocol, or finds all its problems at once. A
 * keyword whose feature is not built yet is refused where its use would change what the server does.
 */
public final class ConfigCompiler {

    private static final String EITHER = "'Dhcp4' or 'Dhcp6'";

    private final Problems problems = new Problems();
    private final Map<Protocol, CompileMemory> memories = new EnumMap<>(Protocol.class);
    private final @Nullable CompileMemory former;

    private ConfigCompiler(@Nullable CompileMemory former) {
        this.former = former;
    }

    /** @param memory for the next one of the same protocol */
    public record Compiled(CompiledConfig config, CompileMemory memory) {}

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
        return new ConfigCompiler(null).all(json);
    }

    /**
     * The same for one protocol, of which what has not changed since a former one need not be made again. Warnings about
     * that are not repeated.
     *
     * @param former of the configuration that this one follows; absent for none
     */
    public static Compiled compile(ParsedJson json, Protocol protocol, @Nullable CompileMemory former)
            throws ConfigException {
        ConfigCompiler compiler = new ConfigCompiler(former);
        CompiledConfig config = compiler.all(json);
        return new Compiled(
                config, Objects.requireNonNull(compiler.memories.get(protocol), "of the object that is there"));
    }

    private CompiledConfig all(ParsedJson json) throws ConfigException {
        problems.addAll(json.warnings());
        Map<Protocol, JsonNode.Dict> objects = objects(json.root());
        JsonNode.Dict dhcp4 = objects.get(Protocol.DHCP4);
        JsonNode.Dict dhcp6 = objects.get(Protocol.DHCP6);
        ServerConfig4 four = dhcp4 == null ? null : server4(dhcp4);
        ServerConfig6 six = dhcp6 == null ? null : server6(dhcp6);
        if (!problems.errors().isEmpty()) {
            throw new ConfigException(problems.errors(), problems.warnings());
        }
        Map<Protocol, JsonPosition> places = new EnumMap<>(Protocol.class);
        objects.forEach((protocol, object) -> places.put(protocol, object.at()));
        return new CompiledConfig(four, six, problems.warnings(), places);
    }

    private @Nullable CompileMemory former(Protocol protocol) {
        return former != null && former.protocol() == protocol ? former : null;
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

    private ServerConfig4 server4(JsonNode.Dict dhcp4) {
        ServerParts parts =
                new ServerParts(Protocol.DHCP4, dhcp4, GlobalKeywords.GLOBAL, problems, former(Protocol.DHCP4));
        Section global = parts.global;
        LinkCompiler.Links<Subnet4> links = parts.links.compile4();
        ConfigDocument document = parts.document();
        memories.put(Protocol.DHCP4, parts.memory(links.placed()));
        return new ServerConfig4(
                document,
                parts.service.interfaces(),
                parts.backends.leases(global),
                links.subnets(),
                parts.options.compile(global),
                parts.definitions,
                parts.times.lifetimes(parts.scope),
                parts.times.teeTimes(parts.scope),
                new BootFieldCompiler(problems).compile(parts.scope),
                global.flag("authoritative"),
                global.flag("echo-client-id"),
                global.flag("stash-agent-options"),
                global.whole("decline-probation-period"),
                parts.service.reclaim(),
                parts.service.lanes(),
                parts.service.sanityChecks(),
                parts.service.compatibility(),
                parts.loggers(),
                parts.controlSockets(),
                global.text("server-tag"),
                (int) global.whole("statistic-default-sample-count"),
                global.whole("statistic-default-sample-age"),
                links.networks(),
                parts.classes,
                parts.hosts(links.placed()),
                parts.features(links.placed()),
                parts.backends.sources(global));
    }

    private ServerConfig6 server6(JsonNode.Dict dhcp6) {
        ServerParts parts =
                new ServerParts(Protocol.DHCP6, dhcp6, GlobalKeywords.GLOBAL_6, problems, former(Protocol.DHCP6));
        Section global = parts.global;
        LinkCompiler.Links<Subnet6> links = parts.links.compile6();
        ConfigDocument document = parts.document();
        memories.put(Protocol.DHCP6, parts.memory(links.placed()));
        IdentityCompiler identity = new IdentityCompiler(global, problems);
        return new ServerConfig6(
                document,
                parts.service.interfaces(),
                parts.backends.leases(global),
                links.subnets(),
                parts.options.compile(global),
                parts.definitions,
                parts.times.preferred(parts.scope),
                parts.times.lifetimes(parts.scope),
                parts.times.teeTimes(parts.scope),
                identity.serverId(),
                identity.relaySuppliedOptions(parts.definitions),
                identity.macSources(),
                global.textOrNull("data-directory"),
                global.flag("allow-address-registration"),
                global.whole("decline-probation-period"),
                parts.service.reclaim(),
                parts.service.lanes(),
                parts.service.sanityChecks(),
                parts.service.lenientOptionParsing(),
                parts.loggers(),
                parts.controlSockets(),
                global.text("server-tag"),
                (int) global.whole("statistic-default-sample-count"),
                global.whole("statistic-default-sample-age"),
                links.networks(),
                parts.classes,
                parts.hosts(links.placed()),
                parts.features(links.placed()),
                parts.backends.sources(global));
    }
}
