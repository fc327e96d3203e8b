package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;

class ComplaintsTests {

    private long nanos;

    @Test
    void oneASecondAndThenHowManyWereLeftOut() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logger log = context.getLogger("complaints");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        Complaints complaints = new Complaints(log, () -> nanos);
        for (int i = 0; i < 5; i++) {
            complaints.error("it broke", new IllegalStateException());
        }
        nanos += 1_000_000_000L;
        complaints.error("it broke", new IllegalStateException());
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("it broke", "it broke (4 more like it since the last such line)");
    }
}
