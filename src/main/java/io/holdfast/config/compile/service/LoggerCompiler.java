package io.holdfast.config.compile.service;

import io.holdfast.config.LoggerSettings;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes {@code loggers}. */
public final class LoggerCompiler {

    private static final Set<String> SEVERITIES = Set.of("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "NONE");

    private final Problems problems;

    public LoggerCompiler(Problems problems) {
        this.problems = problems;
    }

    public List<LoggerSettings> compile(Section global) {
        List<LoggerSettings> loggers = new ArrayList<>();
        for (Section section : global.sections("loggers")) {
            loggers.add(new LoggerSettings(
                    required(section, "name"), severity(section), (int) section.whole("debuglevel"), outputs(section)));
        }
        return loggers;
    }

    private String severity(Section section) {
        String severity = section.text("severity").toUpperCase(Locale.ROOT);
        if (!SEVERITIES.contains(severity)) {
            problems.error(
                    section.at("severity"),
                    section.path("severity"),
                    "'" + section.text("severity") + "' is not one of FATAL, ERROR, WARN, INFO, DEBUG, NONE");
            return "INFO";
        }
        return severity;
    }

    private List<LoggerSettings.Output> outputs(Section section) {
        List<Section> sections = new ArrayList<>(section.sections("output-options"));
        sections.addAll(section.sections("output_options"));
        List<LoggerSettings.Output> outputs = new ArrayList<>();
        for (Section output : sections) {
            outputs.add(new LoggerSettings.Output(
                    required(output, "output"),
                    output.flag("flush"),
                    output.whole("maxsize"),
                    (int) output.whole("maxver"),
                    output.text("pattern")));
        }
        return outputs;
    }

    private String required(Section section, String name) {
        String text = section.textOrNull(name);
        if (text == null) {
            problems.error(section.at(), section.path(), "needs '" + name + "'");
        }
        return text == null ? "" : text;
    }
}
