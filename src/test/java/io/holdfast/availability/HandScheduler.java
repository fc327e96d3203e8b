package io.holdfast.availability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A scheduler and its clock, both turned by hand: tasks run in the order of their times, on the caller's thread. */
public final class HandScheduler implements DatabaseWatch.Scheduler {

    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private final List<Long> delays = new ArrayList<>();
    private long millis;
    private long numbers;

    public HandScheduler(long millis) {
        this.millis = millis;
    }

    @Override
    public void after(Duration delay, Runnable work) {
        delays.add(delay.toMillis());
        tasks.add(new Task(millis + delay.toMillis(), numbers++, work));
    }

    public long millis() {
        return millis;
    }

    public long seconds() {
        return Math.floorDiv(millis, 1000L);
    }

    /** Milliseconds of every delay asked for so far. */
    public List<Long> delays() {
        return delays;
    }

    public int waiting() {
        return tasks.size();
    }

    /** Turns the clock, and runs what is due by then, each at its time. */
    public void turn(Duration by) {
        long until = millis + by.toMillis();
        for (Task next = tasks.peek(); next != null && next.due() <= until; next = tasks.peek()) {
            tasks.remove();
            millis = Math.max(millis, next.due());
            next.work().run();
        }
        millis = until;
    }

    /** Runs what is due now. */
    public void turn() {
        turn(Duration.ZERO);
    }
}
