package io.holdfast.config;

import io.holdfast.classify.ClassGuard;
import java.util.List;
import java.util.function.Function;

/**
 * The pools of a subnet by whom they are for: those with an equal guard are one group and are picked from together. The
 * groups are in the order of their first pools; a subnet whose pools are for everybody has one.
 */
public record PoolGroups(List<ClassGuard> guards) {

    /** One group for everybody. */
    public static final PoolGroups ONE = new PoolGroups(List.of(ClassGuard.NONE));

    public PoolGroups {
        guards = List.copyOf(guards);
    }

    static <P> PoolGroups of(List<P> pools, Function<P, PoolPolicy> policy) {
        boolean everybody = true;
        for (int i = 0; i < pools.size() && everybody; i++) { // as most are
            everybody = policy.apply(pools.get(i)).guard().equals(ClassGuard.NONE);
        }
        return everybody
                ? ONE
                : new PoolGroups(pools.stream()
                        .map(policy)
                        .map(PoolPolicy::guard)
                        .distinct()
                        .toList());
    }

    public int count() {
        return guards.size();
    }

    /** Whose clients can have addresses of the group. */
    public ClassGuard guard(int group) {
        return guards.get(group);
    }

    /** The group of a pool of the subnet. */
    public int of(PoolPolicy pool) {
        return guards.size() == 1 ? 0 : guards.indexOf(pool.guard());
    }
}
