package io.holdfast.availability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The reasons not to serve: clients are answered exactly when there are none. One reason never lifts another. Safe for
 * many threads; {@link #isOpen} is one volatile read.
 */
public final class ServiceGate {

    private final Map<Object, Reason> reasons = new LinkedHashMap<>();
    private final Consumer<Boolean> onChange;
    private volatile List<Reason> snapshot = List.of();

    /** @param onChange told whether the gate is open, each time that changes */
    public ServiceGate(Consumer<Boolean> onChange) {
        this.onChange = onChange;
    }

    public boolean isOpen() {
        return snapshot.isEmpty();
    }

    /** In the order of their origins, each origin once. */
    public List<Reason> reasons() {
        return snapshot;
    }

    /** Adds a reason that belongs to its origin; one with the same origin is already there: nothing changes. */
    public void close(Reason reason) {
        hold(reason.origin(), reason);
    }

    /** Takes the reason that belongs to this origin away, if it is there. */
    public void open(int origin) {
        release(origin);
    }

    /**
     * Adds a reason that belongs to {@code holder}, which has one at most. For those that share an origin, as two
     * databases of one type do while one takes the other's place: neither may lift the other's reason.
     */
    synchronized void hold(Object holder, Reason reason) {
        if (reasons.putIfAbsent(holder, reason) == null) {
            changed();
        }
    }

    /** Takes the holder's reason away, if it has one. */
    synchronized void release(Object holder) {
        if (reasons.remove(holder) != null) {
            changed();
        }
    }

    private void changed() {
        boolean wasOpen = snapshot.isEmpty();
        SortedMap<Integer, Reason> byOrigin = new TreeMap<>();
        reasons.values().forEach(reason -> byOrigin.putIfAbsent(reason.origin(), reason));
        snapshot = List.copyOf(byOrigin.values());
        if (wasOpen != snapshot.isEmpty()) {
            onChange.accept(snapshot.isEmpty());
        }
    }
}
