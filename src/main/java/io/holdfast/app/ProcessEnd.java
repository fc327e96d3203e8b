package io.holdfast.app;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the process in order, on a thread of its own, so that whoever asks for it gets an answer out first. */
final class ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(ProcessEnd.class);

    private final ConfigurableApplicationContext context;
    private final IntConsumer exit;
    private final AtomicBoolean ending = new AtomicBoolean();

    /** @param exit ends the process with an exit code, at once */
    ProcessEnd(ConfigurableApplicationContext context, IntConsumer exit) {
        this.context = context;
        this.exit = exit;
    }

    /** Returns at once; a second call changes nothing. */
    void end(int exitCode) {
        if (ending.compareAndSet(false, true)) {
            Thread.ofPlatform().name("end").start(() -> exit.accept(SpringApplication.exit(context, () -> exitCode)));
        }
    }

    void socketsGivenUp(String why) {
        log.error("DHCP4_OPEN_SOCKETS_FAILED {}; all sockets are required, so the server ends", why);
        end(1);
    }
}
