package io.holdfast.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs of commands that come and go: what such a command prints is its result, and may be read by a program, so everything
 * else goes to the standard error output, and only what its user must know.
 */
final class CommandLogs {

    private CommandLogs() {}

    static void begin() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setPattern("%msg%n");
        lines.start();
        ConsoleAppender<ILoggingEvent> output = new ConsoleAppender<>();
        output.setContext(context);
        output.setTarget("System.err");
        output.setEncoder(lines);
        output.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(output);
        root.setLevel(Level.WARN);
        // Reading a large lease file takes a while.
        context.getLogger("io.holdfast.store.memory").setLevel(Level.INFO);
        // It warns of each version of a database that is newer than itself.
        context.getLogger("org.flywaydb").setLevel(Level.ERROR);
    }
}
