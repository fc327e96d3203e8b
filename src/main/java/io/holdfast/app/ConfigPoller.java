package io.holdfast.app;

import java.time.Duration;

/** Has somebody look for news in configuration databases again and again, and never gives up. */
final class ConfigPoller implements AutoCloseable {

    private final Background background;
    private final Runnable look;
    /** Of the present series of looks: the ones before it end. */
    private volatile Object series = new Object();

    private volatile boolean closed;

    /** @param look throws nothing; called on a thread where it may block */
    ConfigPoller(Background background, Runnable look) {
        this.background = background;
        this.look = look;
    }

    /** Begins anew. 0 is never. */
    void every(int seconds) {
        Object own = new Object();
        series = own;
        if (seconds > 0) {
            next(own, Duration.ofSeconds(seconds));
        }
    }

    private void next(Object own, Duration wait) {
        background.after(wait, () -> {
            if (own == series && !closed) {
                look.run();
                next(own, wait);
            }
        });
    }

    /** Once besides, at once. */
    void soon() {
        background.after(Duration.ZERO, () -> {
            if (!closed) {
                look.run();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
