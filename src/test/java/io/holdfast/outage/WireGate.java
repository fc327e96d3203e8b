package io.holdfast.outage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Whether data may go on its way now: each piece of it asks here. */
final class WireGate {

    private boolean shut;
    private boolean mute;
    private long delayNanos;

    synchronized void open() {
        shut = false;
        mute = false;
        delayNanos = 0;
        notifyAll();
    }

    synchronized void shut() {
        shut = true;
    }

    synchronized void mute() {
        mute = true;
    }

    synchronized void slow(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** Waits as long as it must; whether the data is then to go on, or lost. */
    boolean lets(boolean answers) {
        awaitOpen();
        hold();
        synchronized (this) {
            return !(mute && answers);
        }
    }

    synchronized void awaitOpen() {
        while (shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the wire", e);
            }
        }
    }

    private void hold() {
        long until;
        synchronized (this) {
            until = delayNanos == 0 ? 0 : System.nanoTime() + delayNanos;
        }
        for (long left = until - System.nanoTime(); until != 0 && left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
