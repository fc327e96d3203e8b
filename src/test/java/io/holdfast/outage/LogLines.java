package io.holdfast.outage;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process has logged since, as {@code LEVEL message}; with several servers in it, what all of them have. */
public final class LogLines {

    /** @param at milliseconds since 1970 */
    private record Line(long at, String text) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(event.getTimeStamp(), event.getLevel() + " " + event.getFormattedMessage()));
        }
    };

    /** Not before logging is set up, which would forget it. */
    void listen() {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        root().addAppender(appender);
    }

    void close() {
        root().detachAppender(appender);
        appender.stop();
    }

    private static ch.qos.logback.classic.Logger root() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    }

    public List<String> all() {
        return lines.stream().map(Line::text).toList();
    }

    public List<String> with(String words) {
        return all().stream().filter(line -> line.contains(words)).toList();
    }

    /** When the lines with these words were logged, milliseconds since 1970. */
    public List<Long> times(String words) {
        return lines.stream()
                .filter(line -> line.text().contains(words))
                .map(Line::at)
                .toList();
    }

    /** The first line that has these words, which may be yet to come. */
    public String await(String words, Duration limit) {
        Awaitility.await("the words '" + words + "' in the log")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !with(words).isEmpty());
        return with(words).getFirst();
    }

    /** What was logged so far is forgotten. */
    public void clear() {
        lines.clear();
    }

    @Override
    public String toString() {
        return String.join("\n", all());
    }
}
