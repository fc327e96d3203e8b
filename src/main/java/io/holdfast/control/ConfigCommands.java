package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigCompiler;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ConfigException;
import io.holdfast.config.JsonNode;
import io.holdfast.config.JsonWriter;
import io.holdfast.config.ParsedJson;
import io.holdfast.config.ServerConfig4;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The config-* commands. Answers hold no secrets; what is set comes into effect whole or not at all. */
public final class ConfigCommands {

    private static final Logger log = LoggerFactory.getLogger(ConfigCommands.class);
    private static final List<Argument> WHOLE =
            List.of(required("Dhcp4", Argument.Kind.MAP, "The configuration, as in the file."));

    private final ConfigControl configuration;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public ConfigCommands(ConfigControl configuration) {
        this.configuration = configuration;
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
                        WHOLE,
                        this::set),
                Command.reading(
                        "config-test",
                        "Checks a configuration without putting it in effect.",
                        Phrasing.STATISTICS,
                        List.of(
                                WHOLE.getFirst(),
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
        oneAtATime.lock();
        try {
            return apply(compile(arguments));
        } catch (ConfigException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        } finally {
            oneAtATime.unlock();
        }
    }

    private Outcome test(Arguments arguments) {
        try {
            CompiledConfig compiled = compile(arguments);
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
        oneAtATime.lock();
        try {
            log.info("DHCP4_DYNAMIC_RECONFIGURATION reading {} again", file);
            return apply(ConfigCompiler.compile(file));
        } catch (ConfigException e) {
            log.error("DHCP4_DYNAMIC_RECONFIGURATION_FAIL {} has errors, the former configuration stays", file);
            return new Outcome.Refused("Config reload failed: " + e.getMessage());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Outcome write(Arguments arguments) {
        Path target = ConfigFile.target(configuration.file(), arguments.text("filename"));
        try {
            String text = JsonWriter.pretty(configuration.current().document().wrapped());
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("size", ConfigFile.write(target, text));
            answer.put("filename", target.toString());
            return Outcome.done("Configuration written to " + target + " successful", answer);
        } catch (IOException e) {
            return new Outcome.Refused("Error during config-write: " + target + " cannot be written: " + e);
        }
    }

    private CompiledConfig compile(Arguments arguments) throws ConfigException {
        JsonNode given = Objects.requireNonNull(arguments.node("Dhcp4"), "checked to be there");
        JsonNode whole =
                MaskedSecrets.restore(given, configuration.current().document().members(), "Dhcp4");
        JsonNode.Member member = new JsonNode.Member(given.at(), whole);
        return ConfigCompiler.compile(
                new ParsedJson(new JsonNode.Dict(given.at(), Map.of("Dhcp4", member)), List.of()));
    }

    private Outcome apply(CompiledConfig compiled) {
        ServerConfig4 next = compiled.dhcp4();
        if (compiled.dhcp6() != null || next == null) {
            return new Outcome.Refused("DHCPv6 is not served yet, but the configuration has an object 'Dhcp6'");
        }
        compiled.warnings().forEach(warning -> log.warn("DHCP4_CONFIG_SYNTAX_WARNING {}", warning));
        try {
            configuration.apply(next);
            return Outcome.done("Configuration successful.", Map.of("hash", hash(next)));
        } catch (ConfigNotAppliedException e) {
            return e.isFatal() ? new Outcome.Fatal(e.text()) : new Outcome.Refused(e.text());
        }
    }

    /** Over the masked form, so that nobody can try passwords against it. */
    private static String hash(ServerConfig4 config) {
        return config.document().redacted().hash();
    }
}
