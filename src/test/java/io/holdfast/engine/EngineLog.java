package io.holdfast.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the engine logs. */
public final class EngineLog {

    private EngineLog() {}

    /** {@code WARN text} and the like, from WARN on. */
    public static List<String> during(Runnable meanwhile) {
        Logger engine = (Logger) LoggerFactory.getLogger("io.holdfast.engine");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        engine.addAppender(lines);
        engine.setLevel(Level.WARN);
        try {
            meanwhile.run();
        } finally {
            engine.setLevel(null);
            engine.detachAppender(lines);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }
}
