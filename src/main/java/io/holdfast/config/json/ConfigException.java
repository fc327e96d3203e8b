package io.holdfast.config.json;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration has errors; all of them are listed, and its warnings apart. Nothing has been changed. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;
    private final transient List<ConfigProblem> warnings;

    public ConfigException(List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
    }

    public ConfigException(List<ConfigProblem> problems) {
        this(problems, List.of());
    }

    /** The errors, in reading order. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    public List<ConfigProblem> warnings() {
        return warnings;
    }
}
