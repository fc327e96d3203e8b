package io.holdfast.config.compile.keyword;

import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.ConfigProblem.Severity;
import io.holdfast.config.json.JsonPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers everything wrong with a configuration, each once, so that one attempt shows it all in reading order. */
public final class Problems {

    private final Set<ConfigProblem> errors = new LinkedHashSet<>();
    private final Set<ConfigProblem> warnings = new LinkedHashSet<>();

    public void error(JsonPosition at, String path, String message) {
        errors.add(new ConfigProblem(Severity.ERROR, at.file(), at.line(), at.column(), path, message));
    }

    public void warning(JsonPosition at, String path, String message) {
        warnings.add(new ConfigProblem(Severity.WARNING, at.file(), at.line(), at.column(), path, message));
    }

    public void addAll(Collection<ConfigProblem> earlierWarnings) {
        warnings.addAll(earlierWarnings);
    }

    public List<ConfigProblem> errors() {
        return sorted(errors);
    }

    public List<ConfigProblem> warnings() {
        return sorted(warnings);
    }

    /** By line and column; files in the order in which problems were found in them. */
    private static List<ConfigProblem> sorted(Set<ConfigProblem> problems) {
        List<String> files =
                problems.stream().map(ConfigProblem::file).distinct().toList();
        List<ConfigProblem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt((ConfigProblem p) -> files.indexOf(p.file()))
                .thenComparingInt(ConfigProblem::line)
                .thenComparingInt(ConfigProblem::column));
        return sorted;
    }
}
