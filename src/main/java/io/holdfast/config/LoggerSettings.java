package io.holdfast.config;

import java.util.List;

/**
 * One entry of {@code loggers}.
 *
 * @param severity FATAL, ERROR, WARN, INFO, DEBUG or NONE
 * @param debugLevel 0 to 99
 */
public record LoggerSettings(String name, String severity, int debugLevel, List<Output> outputs) {

    /**
     * @param output stdout, stderr, syslog, syslog:name, or a file
     * @param maxSize bytes before rotation
     * @param maxVersions files kept
     * @param pattern empty for the default
     */
    public record Output(String output, boolean flush, long maxSize, int maxVersions, String pattern) {}
}
