package io.holdfast.app;

import io.holdfast.address.Protocol;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the process in order, on a thread of its own, so that whoever asks for it gets an answer out first. */
final class ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(ProcessEnd.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param exit ends the process with an exit code, when everything has been closed
     * @param halt ends it although not everything could be closed
     */
    ProcessEnd(ConfigurableApplicationContext context, IntConsumer exit, IntConsumer halt) {
        this.context = context;
        this.exit = exit;
        this.halt = halt;
    }

    /** Returns at once; a second call changes nothing. */
    void end(int exitCode) {
        if (ending.compareAndSet(false, true)) {
            Thread.ofPlatform().name("end").start(() -> {
                try {
                    SpringApplication.exit(context, () -> exitCode);
                } finally {
                    ended.countDown();
                    exit.accept(exitCode);
                }
            });
            Thread.ofPlatform().daemon().name("end-deadline").start(() -> insist(exitCode));
        }
    }

    /** Whatever hangs, a disk or a statement, the process ends. */
    private void insist(int exitCode) {
        try {
            if (!ended.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                log.error("the server does not end in order within {} s, and ends at once", LONGEST_END.toSeconds());
                halt.accept(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void socketsGivenUp(Protocol protocol, String why) {
        log.error("{}_OPEN_SOCKETS_FAILED {}; all sockets are required, so the server ends", protocol, why);
        end(1);
    }
}
