package io.holdfast.app;

import io.holdfast.telemetry.Meters;
import java.util.List;

/** Remembers how many packets were left waiting behind each batch: Kea's packet-queue-statistics. */
final class QueueAverages implements Meters {

    private static final int[] SPANS = {10, 100, 1000};

    private final Meters then;
    private final double[] averages = new double[SPANS.length];

    /** @param then also gets every measurement */
    QueueAverages(Meters then) {
        this.then = then;
    }

    /** Moving averages over about the last 10, 100 and 1000 batches. */
    synchronized List<Double> averages() {
        return List.of(averages[0], averages[1], averages[2]);
    }

    @Override
    public void exchange(String messageType, String outcome, long nanos) {
        then.exchange(messageType, outcome, nanos);
    }

    @Override
    public void dropped(String reason) {
        then.dropped(reason);
    }

    @Override
    public void batch(int lane, int packets, int waiting) {
        synchronized (this) {
            for (int i = 0; i < SPANS.length; i++) {
                averages[i] += (waiting - averages[i]) / SPANS[i];
            }
        }
        then.batch(lane, packets, waiting);
    }

    @Override
    public void storeCall(String operation, String outcome, int rows, long nanos) {
        then.storeCall(operation, outcome, rows, nanos);
    }

    @Override
    public void storeRetry(String use, String state) {
        then.storeRetry(use, state);
    }

    @Override
    public void backendAttempt(String backend, boolean reached) {
        then.backendAttempt(backend, reached);
    }

    @Override
    public void backendRecovered(String backend, long outageMillis) {
        then.backendRecovered(backend, outageMillis);
    }
}
