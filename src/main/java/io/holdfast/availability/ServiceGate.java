package io.holdfast.availability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The reasons not to serve: clients are answered exactly when there are none. One reason never lifts another. Safe for
 * many threads; {@link #isOpen} is one volatile read.
 */
public final class ServiceGate {

    private final Map<Integer, Reason> reasons = new TreeMap<>();
    private final Consumer<Boolean> onChange;
    private volatile List<Reason> snapshot = List.of();

    /** @param onChange told whether the gate is open, each time that changes */
    public ServiceGate(Consumer<Boolean> onChange) {
        this.onChange = onChange;
    }

    public boolean isOpen() {
        return snapshot.isEmpty();
    }

    /** In the order of their origins. */
    public List<Reason> reasons() {
        return snapshot;
    }

    /** Adds a reason; one with the same origin is already there: nothing changes. */
    public synchronized void close(Reason reason) {
        boolean wasOpen = reasons.isEmpty();
        reasons.putIfAbsent(reason.origin(), reason);
        snapshot = List.copyOf(reasons.values());
        if (wasOpen) {
            onChange.accept(false);
        }
    }

    /** Takes the reason of this origin away, if it is there. */
    public synchronized void open(int origin) {
        if (reasons.remove(origin) != null) {
            snapshot = List.copyOf(reasons.values());
            if (reasons.isEmpty()) {
                onChange.accept(true);
            }
        }
    }

    /** Takes away every reason but the operator's own, as a successful reconfiguration does. */
    public void openAllButUser() {
        for (Reason reason : new ArrayList<>(snapshot)) {
            if (reason.origin() != Reason.USER.origin()) {
                open(reason.origin());
            }
        }
    }
}
