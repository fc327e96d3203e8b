package io.holdfast.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** For which origins the service is off by command, and until when; the newest command of an origin decides. */
final class SwitchModel {

    private final Map<Integer, Long> until = new HashMap<>();

    /** @param seconds 0: until it is switched on */
    void disable(int origin, long seconds, long nowMillis) {
        until.put(origin, seconds == 0 ? Long.MAX_VALUE : nowMillis + seconds * 1000);
    }

    void enable(int origin) {
        until.remove(origin);
    }

    Set<Integer> origins(long nowMillis) {
        until.values().removeIf(end -> end <= nowMillis);
        return until.keySet();
    }
}
