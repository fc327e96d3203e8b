package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Which addresses are being pinged, and what came of it: that is known to whoever asks first, and for a few seconds, because
 * it may be otherwise afterwards. Safe for many threads.
 */
public final class ProbeBook {

    static final int SECONDS = 10;

    public enum State {
        UNKNOWN,
        UNDER_WAY,
        FREE,
        IN_USE
    }

    /** @param until seconds since 1970; until then it holds */
    private record Entry(State state, long until) {}

    private final Map<IpAddress, Entry> entries = new HashMap<>();

    /** What is known; a result is forgotten by that. */
    public synchronized State take(IpAddress address, long now) {
        Entry entry = entries.get(address);
        if (entry == null) {
            return State.UNKNOWN;
        }
        if (entry.state() != State.UNDER_WAY) {
            entries.remove(address);
        }
        return entry.until() < now ? State.UNKNOWN : entry.state();
    }

    /** Whether the address is to be pinged now: not when that is under way. */
    public synchronized boolean begin(IpAddress address) {
        Entry entry = entries.get(address);
        if (entry != null && entry.state() == State.UNDER_WAY) {
            return false;
        }
        entries.put(address, new Entry(State.UNDER_WAY, Long.MAX_VALUE));
        return true;
    }

    public synchronized void found(IpAddress address, boolean inUse, long now) {
        entries.values().removeIf(entry -> entry.until() < now);
        entries.put(address, new Entry(inUse ? State.IN_USE : State.FREE, now + SECONDS));
    }
}
