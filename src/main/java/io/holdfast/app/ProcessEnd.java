package io.holdfast.app;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the process in order, on a thread of its own, so that whoever asks for it gets an answer out first. */
final class ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(ProcessEnd.class);

    private final ConfigurableApplicationContext context;
    private final AtomicBoolean ending = new AtomicBoolean();

    ProcessEnd(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Returns at once; a second call changes nothing. */
    void end(int exitCode) {
        if (ending.compareAndSet(false, true)) {
            Thread.ofPlatform().name("end").start(() -> System.exit(SpringApplication.exit(context, () -> exitCode)));
        }
    }

    void socketsGivenUp(String why) {
        log.error("DHCP4_OPEN_SOCKETS_FAILED {}; all sockets are required, so the server ends", why);
        end(1);
    }
}
