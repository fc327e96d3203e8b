package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.ParsedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The config-* commands of one protocol. Answers hold no secrets; what is set comes into effect whole or not at all. */
public final class ConfigCommands {

    private static final Logger log = LoggerFactory.getLogger(ConfigCommands.class);
    private final ConfigControl configuration;
    private final String object;
    private final String server;
    private final Argument whole;
    private final ConfigChanges changes;

    /** @param changes that other commands make, too */
    public ConfigCommands(ConfigControl configuration, ConfigChanges changes) {
        this.configuration = configuration;
        this.changes = changes;
        this.object = configuration.protocol().object();
        this.server = object.toUpperCase(Locale.ROOT);
        this.whole = required(object, Argument.Kind.MAP, "The configuration, as in the file.");
    }

    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "config-get",
                        "Tells the configuration in effect, with passwords masked.",
                        Phrasing.STATISTICS,
                        List.of(),
                        _ -> get()),
                Command.reading(
                        "config-hash-get",
                        "Tells the hash by which a change of the configuration is seen.",
                        Phrasing.STATISTICS,
                        List.of(),
                        _ -> Outcome.done(Map.of("hash", hash(configuration.current())))),
                Command.writing(
                        "config-set",
                        "Puts a configuration in effect; the file stays as it is.",
                        Phrasing.STATISTICS,
                        List.of(whole),
                        this::set),
                Command.reading(
                        "config-test",
                        "Checks a configuration without putting it in effect.",
                        Phrasing.STATISTICS,
                        List.of(
                                whole,
                                optional(
                                        "try-databases",
                                        Argument.Kind.BOOLEAN,
                                        "true: its databases are connected to as well (false).")),
                        this::test),
                Command.writing(
                        "config-reload",
                        "Reads the configuration file again and puts it in effect.",
                        Phrasing.STATISTICS,
                        List.of(),
                        _ -> reload()),
                Command.writing(
                        "config-backend-pull",
                        "Takes over what the configuration databases have, without waiting for the next look at them.",
                        Phrasing.STATISTICS,
                        List.of(),
                        _ -> pull()),
                Command.writing(
                        "config-write",
                        "Writes the configuration in effect to a file, with its passwords.",
                        Phrasing.STATISTICS,
                        List.of(optional(
                                "filename",
                                Argument.Kind.TEXT,
                                "In the directory of the configuration file; absent: that file itself.")),
                        this::write));
    }

    private Outcome get() {
        ConfigDocument shown = configuration.current().document().redacted();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>(shown.wrapped());
        answer.put("hash", shown.hash());
        return Outcome.done(answer);
    }

    private Outcome set(Arguments arguments) {
        return changes.inTurn(() -> {
            try {
                return apply(compile(arguments));
            } catch (ConfigException e) {
                return new Outcome.Refused(String.valueOf(e.getMessage()));
            }
        });
    }

    private Outcome test(Arguments arguments) {
        try {
            Compiled compiled = compile(arguments);
            if (arguments.flag("try-databases", false)) {
                List<String> unusable = configuration.tryDatabases(compiled.config());
                if (!unusable.isEmpty()) {
                    return new Outcome.Refused("Configuration seems sane, but: " + String.join("\n", unusable));
                }
            }
            StringBuilder text = new StringBuilder("Configuration seems sane. It was checked, but not applied.");
            compiled.warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
            return Outcome.done(text.toString());
        } catch (ConfigException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Outcome reload() {
        Path file = configuration.file();
        if (file == null) {
            return new Outcome.Refused("Config reload failed: this server was started without a configuration file.");
        }
        return changes.inTurn(() -> {
            try {
                log.info("{}_DYNAMIC_RECONFIGURATION reading {} again", server, file);
                return apply(own(ConfigCompiler.compile(file)));
            } catch (ConfigException e) {
                log.error(
                        "{}_DYNAMIC_RECONFIGURATION_FAIL {} has errors, the former configuration stays", server, file);
                return new Outcome.Refused("Config reload failed: " + e.getMessage());
            }
        });
    }

    private Outcome pull() {
        try {
            return changes.pull(true)
                    ? Outcome.done("On demand configuration update successful.")
                    : Outcome.empty("No config backend.");
        } catch (ConfigNotAppliedException e) {
            String text = "On demand configuration update failed: " + e.text();
            return e.isFatal() ? new Outcome.Fatal(text) : new Outcome.Refused(text);
        }
    }

    private Outcome write(Arguments arguments) {
        Path target = ConfigFile.target(configuration.file(), arguments.text("filename"));
        try {
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put(
                    "size",
                    ConfigFile.replace(
                            target,
                            configuration.protocol(),
                            () -> configuration.current().document().wrapped()));
            answer.put("filename", target.toString());
            return Outcome.done("Configuration written to " + target + " successful", answer);
        } catch (IOException e) {
            return new Outcome.Refused("Error during config-write: " + target + " cannot be written: " + e);
        }
    }

    /** The configuration of this protocol, and the warnings about it. */
    private record Compiled(ServerConfig config, List<ConfigProblem> warnings) {}

    private Compiled compile(Arguments arguments) throws ConfigException {
        JsonNode given = Objects.requireNonNull(arguments.node(object), "checked to be there");
        JsonNode restored =
                MaskedSecrets.restore(given, configuration.current().document().members(), object);
        JsonNode.Member member = new JsonNode.Member(given.at(), restored);
        return own(ConfigCompiler.compile(
                new ParsedJson(new JsonNode.Dict(given.at(), Map.of(object, member)), List.of())));
    }

    /** @throws RefusedException when a file is only for the other protocol */
    private Compiled own(CompiledConfig compiled) {
        ServerConfig config = switch (configuration.protocol()) {
            case DHCP4 -> compiled.dhcp4();
            case DHCP6 -> compiled.dhcp6();
        };
        if (config == null) {
            throw new RefusedException("the configuration file has no object '" + object + "'");
        }
        return new Compiled(config, compiled.warnings());
    }

    private Outcome apply(Compiled compiled) {
        ServerConfig next = compiled.config();
        compiled.warnings().forEach(warning -> log.warn("{}_CONFIG_SYNTAX_WARNING {}", server, warning));
        try {
            configuration.apply(next);
            return Outcome.done("Configuration successful.", Map.of("hash", hash(configuration.current())));
        } catch (ConfigNotAppliedException e) {
            return e.isFatal() ? new Outcome.Fatal(e.text()) : new Outcome.Refused(e.text());
        }
    }

    /** Over the masked form, so that nobody can try passwords against it. */
    private static String hash(ServerConfig config) {
        return config.document().redacted().hash();
    }
}
