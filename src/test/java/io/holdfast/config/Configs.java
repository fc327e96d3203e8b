package io.holdfast.config;

import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import java.util.List;
import java.util.Objects;

/** Compiles texts of configurations, for tests. */
public final class Configs {

    private Configs() {}

    /** @param members of {@code Dhcp4}, without its braces */
    public static ServerConfig4 server(String members) {
        return compiled(members).config();
    }

    public static CompiledConfig compiled(String members) {
        try {
            return ConfigCompiler.compile("{\"Dhcp4\":{" + members + "}}", "t");
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** All errors; the text stands in line 1 as it is. */
    public static List<String> errors(String text) {
        try {
            ConfigCompiler.compile(text, "t");
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(ConfigProblem::toString).toList();
        }
    }

    /** Errors without their positions. */
    public static List<String> complaints(String members) {
        return errors("{\"Dhcp4\":{" + members + "}}").stream()
                .map(error -> error.replaceFirst("^t:[0-9]+:[0-9]+: Dhcp4\\.", ""))
                .toList();
    }

    public static List<String> warnings(String members) {
        return compiled(members).warnings().stream()
                .map(warning -> warning.toString().replaceFirst("^t:[0-9]+:[0-9]+: Dhcp4\\.", ""))
                .toList();
    }

    /** @param members of {@code Dhcp6}, without its braces */
    public static ServerConfig6 server6(String members) {
        return Objects.requireNonNull(compiled6(members).dhcp6());
    }

    private static CompiledConfig compiled6(String members) {
        try {
            return ConfigCompiler.compile("{\"Dhcp6\":{" + members + "}}", "t");
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Errors without their positions. */
    public static List<String> complaints6(String members) {
        return errors("{\"Dhcp6\":{" + members + "}}").stream()
                .map(error -> error.replaceFirst("^t:[0-9]+:[0-9]+: Dhcp6\\.", ""))
                .toList();
    }

    public static List<String> warnings6(String members) {
        return compiled6(members).warnings().stream()
                .map(warning -> warning.toString().replaceFirst("^t:[0-9]+:[0-9]+: Dhcp6\\.", ""))
                .toList();
    }
}
