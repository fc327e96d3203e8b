package io.holdfast.app;

import io.holdfast.config.LoggerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Carries {@code loggers} over to Spring's logging: Kea's logger names stand for packages. Lines of a logger without
 * {@code output-options} go where Spring's own settings send them ({@code logging.file.name} and the like).
 */
final class LoggerLevels {

    private static final Logger log = LoggerFactory.getLogger(LoggerLevels.class);

    /** Which packages a logger of Kea stands for, below {@code kea-dhcp4}. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("kea-dhcp4", "io.holdfast"),
            Map.entry("kea-dhcp4.alloc-engine", "io.holdfast.reclaim"),
            Map.entry("kea-dhcp4.bad-packets", "io.holdfast.pipeline"),
            Map.entry("kea-dhcp4.packets", "io.holdfast.pipeline"),
            Map.entry("kea-dhcp4.dhcp4", "io.holdfast.pipeline"),
            Map.entry("kea-dhcp4.leases", "io.holdfast.pipeline"),
            Map.entry("kea-dhcp4.options", "io.holdfast.wire"),
            Map.entry("kea-dhcp4.commands", "io.holdfast.control"),
            Map.entry("kea-dhcp4.http", "io.holdfast.rest"),
            Map.entry("kea-dhcp4.auth", "io.holdfast.rest"),
            Map.entry("kea-dhcp4.database", "io.holdfast.availability"),
            Map.entry("kea-dhcp4.dhcpsrv", "io.holdfast.store"),
            Map.entry("kea-dhcp4.mysql-lb-hooks", "io.holdfast.store.mysql"),
            Map.entry("kea-dhcp4.pgsql-lb-hooks", "io.holdfast.store.postgresql"));

    private final LoggingSystem logging;
    private final LogOutputs outputs;
    private final Map<String, LogLevel> changed = new HashMap<>();

    LoggerLevels(LoggingSystem logging, LogOutputs outputs) {
        this.logging = logging;
        this.outputs = outputs;
    }

    synchronized void apply(List<LoggerSettings> loggers) {
        changed.keySet().forEach(name -> logging.setLogLevel(name, name.equals("io.holdfast") ? LogLevel.INFO : null));
        changed.clear();
        Map<String, List<LoggerSettings.Output>> wanted = new HashMap<>();
        for (LoggerSettings logger : loggers) {
            String name = PACKAGES.get(logger.name());
            if (name == null) {
                log.info("the logger {} has no counterpart here, its settings change nothing", logger.name());
                continue;
            }
            changed.put(name, level(logger));
            wanted.put(name, logger.outputs());
        }
        changed.forEach(logging::setLogLevel);
        outputs.use(wanted);
    }

    private static LogLevel level(LoggerSettings logger) {
        return switch (logger.severity().toUpperCase(Locale.ROOT)) {
            case "FATAL" -> LogLevel.FATAL;
            case "ERROR" -> LogLevel.ERROR;
            case "WARN" -> LogLevel.WARN;
            case "INFO" -> LogLevel.INFO;
            case "DEBUG" -> logger.debugLevel() > 50 ? LogLevel.TRACE : LogLevel.DEBUG;
            case "NONE" -> LogLevel.OFF;
            default -> throw new IllegalArgumentException("no severity is called " + logger.severity());
        };
    }
}
