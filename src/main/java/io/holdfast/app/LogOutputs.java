package io.holdfast.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.net.SyslogAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.holdfast.config.LoggerSettings.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * Where Kea's {@code output-options} send lines. Files are always made in one directory, under the last part of the name
 * given, so that nobody who may change the configuration can write elsewhere.
 */
final class LogOutputs {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogOutputs.class);

    /** Kea's rule: smaller files are not rotated. */
    private static final long LEAST_ROTATED = 204_800;

    private final LoggerContext context;
    private final Path directory;
    private final Map<String, List<Appender<ILoggingEvent>>> open = new HashMap<>();

    LogOutputs(LoggerContext context, Path directory) {
        this.context = context;
        this.directory = directory;
    }

    /** Lines of these loggers go to their outputs only; loggers that are not named write as Spring has it. */
    synchronized void use(Map<String, List<Output>> outputs) {
        open.forEach((name, appenders) -> {
            Logger logger = context.getLogger(name);
            appenders.forEach(appender -> {
                logger.detachAppender(appender);
                appender.stop();
            });
            logger.setAdditive(true);
        });
        open.clear();
        // In an order of their own: the first one says how a file is written that several have.
        Map<Path, Appender<ILoggingEvent>> files = new HashMap<>();
        new TreeMap<>(outputs).forEach((name, wanted) -> {
            if (!wanted.isEmpty()) {
                Logger logger = context.getLogger(name);
                List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
                for (Output output : wanted) {
                    Appender<ILoggingEvent> appender = appender(output, files);
                    if (!appender.isStarted()) {
                        appender.start();
                    }
                    logger.addAppender(appender);
                    appenders.add(appender);
                }
                logger.setAdditive(false);
                open.put(name, appenders);
            }
        });
    }

    /** @param files those that are there already: two that write one file would spoil each other's lines */
    private Appender<ILoggingEvent> appender(Output output, Map<Path, Appender<ILoggingEvent>> files) {
        String name = output.output();
        if (name.equals("stdout") || name.equals("stderr")) {
            ConsoleAppender<ILoggingEvent> console = prepared(new ConsoleAppender<>(), output);
            console.setTarget(name.equals("stdout") ? "System.out" : "System.err");
            return console;
        }
        return name.equals("syslog") || name.startsWith("syslog:")
                ? syslog(name, output)
                : files.computeIfAbsent(place(name), file -> file(file, output));
    }

    private Path place(String name) {
        Path last = Path.of(name).getFileName();
        Path file = directory.resolve(last == null ? Path.of("holdfast.log") : last);
        if (!file.equals(Path.of(name))) {
            log.info("the log file {} is written to {}", name, file);
        }
        return file;
    }

    private Appender<ILoggingEvent> syslog(String name, Output output) {
        SyslogAppender syslog = new SyslogAppender();
        syslog.setContext(context);
        syslog.setSyslogHost("localhost");
        syslog.setFacility(name.equals("syslog") ? "LOCAL0" : name.substring("syslog:".length()));
        syslog.setSuffixPattern(LogPattern.syslog(output.pattern()));
        return syslog;
    }

    private Appender<ILoggingEvent> file(Path file, Output output) {
        RollingFileAppender<ILoggingEvent> rolling = prepared(new RollingFileAppender<>(), output);
        rolling.setFile(file.toString());
        rolling.setImmediateFlush(output.flush());
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(rolling);
        window.setFileNamePattern(file + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(Math.max(1, output.maxVersions()));
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(output.maxSize() < LEAST_ROTATED ? Long.MAX_VALUE : output.maxSize()));
        size.setCheckIncrement(Duration.buildByMilliseconds(0)); // it would look once a minute
        size.start();
        rolling.setRollingPolicy(window);
        rolling.setTriggeringPolicy(size);
        return rolling;
    }

    private <T extends OutputStreamAppender<ILoggingEvent>> T prepared(T appender, Output output) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LogPattern.of(output.pattern()));
        encoder.start();
        appender.setContext(context);
        appender.setName(output.output());
        appender.setEncoder(encoder);
        return appender;
    }
}
