package io.holdfast.transport;

import io.holdfast.telemetry.Meters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers why packets were dropped. */
final class RecordingMeters implements Meters {

    final List<String> drops = new CopyOnWriteArrayList<>();

    @Override
    public void exchange(String messageType, String outcome, long nanos) {}

    @Override
    public void dropped(String reason) {
        drops.add(reason);
    }

    @Override
    public void batch(int lane, int packets, int waiting) {}

    @Override
    public void storeCall(String operation, String outcome, int rows, long nanos) {}

    @Override
    public void storeRetry(String use, String state) {}

    @Override
    public void backendAttempt(String backend, boolean reached) {}

    @Override
    public void backendRecovered(String backend, long outageMillis) {}
}
