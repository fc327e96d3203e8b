package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.config.LoggerSettings;
import java.util.ArrayList;
import java.util.EnumMap;
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

    private static final String ALL = "io.holdfast";

    /** Which packages a logger of Kea stands for, below {@code kea-dhcp4} or {@code kea-dhcp6}. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("alloc-engine", "io.holdfast.reclaim"),
            Map.entry("bad-packets", "io.holdfast.pipeline"),
            Map.entry("packets", "io.holdfast.pipeline"),
            Map.entry("dhcp4", "io.holdfast.pipeline"),
            Map.entry("dhcp6", "io.holdfast.pipeline"),
            Map.entry("leases", "io.holdfast.pipeline"),
            Map.entry("options", "io.holdfast.wire"),
            Map.entry("commands", "io.holdfast.control"),
            Map.entry("http", "io.holdfast.rest"),
            Map.entry("auth", "io.holdfast.rest"),
            Map.entry("database", "io.holdfast.availability"),
            Map.entry("dhcpsrv", "io.holdfast.store"),
            Map.entry("mysql-lb-hooks", "io.holdfast.store.mysql"),
            Map.entry("pgsql-lb-hooks", "io.holdfast.store.postgresql"));

    private final LoggingSystem logging;
    private final LogOutputs outputs;
    private final Map<Protocol, List<LoggerSettings>> wishes = new EnumMap<>(Protocol.class);
    private final Map<String, LogLevel> changed = new HashMap<>();

    LoggerLevels(LoggingSystem logging, LogOutputs outputs) {
        this.logging = logging;
        this.outputs = outputs;
    }

    /** The loggers of one protocol; where those of the other stand for the same packages, both have what they ask for. */
    synchronized void apply(Protocol protocol, List<LoggerSettings> loggers) {
        wishes.put(protocol, List.copyOf(loggers));
        changed.keySet().forEach(name -> logging.setLogLevel(name, name.equals(ALL) ? LogLevel.INFO : null));
        changed.clear();
        Map<String, List<LoggerSettings.Output>> wanted = new HashMap<>();
        wishes.forEach((of, settings) -> settings.forEach(logger -> add(of, logger, wanted)));
        changed.forEach(logging::setLogLevel);
        outputs.use(wanted);
    }

    private void add(Protocol of, LoggerSettings logger, Map<String, List<LoggerSettings.Output>> wanted) {
        String root = "kea-" + of.label();
        String name = logger.name().equals(root)
                ? ALL
                : logger.name().startsWith(root + ".")
                        ? PACKAGES.get(logger.name().substring(root.length() + 1))
                        : null;
        if (name == null) {
            log.info("the logger {} has no counterpart here, its settings change nothing", logger.name());
            return;
        }
        // The lines of one package tell of both protocols: the one who wants to know more decides.
        changed.merge(name, level(logger), (one, other) -> one.compareTo(other) < 0 ? one : other);
        List<LoggerSettings.Output> outputsOfName = wanted.computeIfAbsent(name, _ -> new ArrayList<>());
        logger.outputs().stream()
                .filter(output -> !outputsOfName.contains(output))
                .forEach(outputsOfName::add);
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
