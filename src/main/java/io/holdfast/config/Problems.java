package io.holdfast.config;

import io.holdfast.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Gathers everything wrong with a configuration, so that one attempt shows it all. */
final class Problems {

    private final List<ConfigProblem> errors = new ArrayList<>();
    private final List<ConfigProblem> warnings = new ArrayList<>();

    void error(JsonPosition at, String path, String message) {
        errors.add(new ConfigProblem(Severity.ERROR, at.file(), at.line(), at.column(), path, message));
    }

    void warning(JsonPosition at, String path, String message) {
        warnings.add(new ConfigProblem(Severity.WARNING, at.file(), at.line(), at.column(), path, message));
    }

    List<ConfigProblem> errors() {
        return List.copyOf(errors);
    }

    List<ConfigProblem> warnings() {
        return List.copyOf(warnings);
    }
}
