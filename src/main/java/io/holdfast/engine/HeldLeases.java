package io.holdfast.engine;

import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many leases there are of what is limited, as far as one exchange has asked. For one thread. */
public final class HeldLeases {

    private final Map<LeaseLimit.Group, Long> known = new HashMap<>(4);
    private List<LeaseLimit.Group> asked = List.of();

    /** What has to be counted to know whether a change is within its limits; absent when that is known. */
    public @Nullable Decision ask(LeaseChange change) {
        List<LeaseLimit.Group> unknown = new ArrayList<>(2);
        for (LeaseLimit limit : change.limits()) {
            if (limit.isGrownBy(change) && !known.containsKey(limit.group())) {
                unknown.add(limit.group());
            }
        }
        asked = unknown;
        return unknown.isEmpty() ? null : new Decision.Count(unknown);
    }

    public void learn(List<Long> numbers) {
        for (int i = 0; i < asked.size(); i++) {
            known.put(asked.get(i), numbers.get(i));
        }
        asked = List.of();
    }

    /**
     * Whether a change would be beyond one of its limits.
     *
     * @param others what else the exchange would change
     */
    public boolean isExceededBy(LeaseChange change, List<LeaseChange> others) {
        for (LeaseLimit limit : change.limits()) {
            long held = known.getOrDefault(limit.group(), 0L)
                    + others.stream().filter(limit::isGrownBy).count();
            if (limit.isGrownBy(change) && held >= limit.most()) {
                return true;
            }
        }
        return false;
    }
}
