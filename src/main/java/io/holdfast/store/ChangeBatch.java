package io.holdfast.store;

import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Changes for one transaction.
 *
 * @param changes of different addresses, in ascending order
 * @param groups for each group of several changes that are carried out all or none their positions; changes that stand
 *     alone are in none
 * @param exceeded the changes that were refused by a limit, as far as it has been tried to carry them out; by identity
 */
public record ChangeBatch(List<LeaseChange> changes, List<int[]> groups, Map<LeaseChange, LeaseLimit> exceeded) {

    ChangeBatch(List<LeaseChange> changes, List<int[]> groups) {
        this(changes, groups, new IdentityHashMap<>());
    }

    /** Whether any change has a limit. */
    public boolean isLimited() {
        for (int i = 0; i < changes.size(); i++) {
            if (!changes.get(i).limits().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what an attempt before has found about limits. */
    public void begin() {
        if (!exceeded.isEmpty()) {
            changes.forEach(exceeded::remove);
        }
    }

    /** The limits of those changes at which the array says true, each once. */
    public List<LeaseLimit> limits(boolean[] fits) {
        Set<LeaseLimit> limits = new LinkedHashSet<>();
        for (int i = 0; i < fits.length; i++) {
            if (fits[i]) {
                limits.addAll(changes.get(i).limits());
            }
        }
        return List.copyOf(limits);
    }

    /**
     * Of changes some of which fit, those that exceed a limit do not: the last ones, and then their groups.
     *
     * @param before how many leases the group of a limit has without those that come to it by these changes
     * @return whether all stay that did fit
     */
    public boolean withholdExcess(boolean[] fits, ToLongFunction<LeaseLimit> before) {
        Map<LeaseLimit, Long> counts = new HashMap<>();
        boolean all = true;
        List<int[]> parts = separately();
        parts.sort(Comparator.comparingInt(part -> part[0]));
        for (int[] part : parts) {
            if (fits[part[0]] && !admit(part, before, counts)) {
                fits[part[0]] = false;
                all = false;
            }
        }
        withhold(fits);
        return all;
    }

    /** Whether a group, or a change that stands alone, is within its limits; then it counts. */
    private boolean admit(int[] part, ToLongFunction<LeaseLimit> before, Map<LeaseLimit, Long> counts) {
        Map<LeaseLimit, Long> now = new HashMap<>(4);
        for (int position : part) {
            LeaseChange change = changes.get(position);
            for (LeaseLimit limit : change.limits()) {
                if (!limit.isGrownBy(change)) {
                    continue;
                }
                Long counted = now.containsKey(limit) ? now.get(limit) : counts.get(limit);
                long held = counted == null ? before.applyAsLong(limit) : counted;
                if (held >= limit.most()) {
                    exceeded.put(change, limit);
                    return false;
                }
                now.put(limit, held + 1);
            }
        }
        counts.putAll(now);
        return true;
    }

    /** How many leases come to the group of a limit by those changes at which the array says true. */
    public long come(boolean[] fits, LeaseLimit limit) {
        return IntStream.range(0, fits.length)
                .filter(i -> fits[i] && limit.isGrownBy(changes.get(i)))
                .count();
    }

    /** How many leave it. */
    public long gone(boolean[] fits, LeaseLimit limit) {
        LeaseLimit.Group group = limit.group();
        return IntStream.range(0, fits.length)
                .filter(i -> fits[i]
                        && group.counts(changes.get(i).expected())
                        && !group.counts(changes.get(i).next()))
                .count();
    }

    /** Of changes some of which fit, those of groups of which not all fit do not count either. */
    public void withhold(boolean[] fits) {
        for (int[] group : groups) {
            boolean whole = true;
            for (int position : group) {
                whole &= fits[position];
            }
            for (int position : group) {
                fits[position] = whole;
            }
        }
    }

    /** The positions of each change that stands alone, and those of each group together. */
    List<int[]> separately() {
        boolean[] grouped = new boolean[changes.size()];
        groups.forEach(group -> {
            for (int position : group) {
                grouped[position] = true;
            }
        });
        List<int[]> parts = new ArrayList<>(groups);
        for (int i = 0; i < grouped.length; i++) {
            if (!grouped[i]) {
                parts.add(new int[] {i});
            }
        }
        return parts;
    }

    /** Whether of no group only a part was applied. */
    public boolean isWhole(boolean[] applied) {
        boolean[] counting = applied.clone();
        withhold(counting);
        return Arrays.equals(counting, applied);
    }

    /** The changes at which the array says true, and their groups; {@link #withhold} has been called for it. */
    public ChangeBatch only(boolean[] fits) {
        List<LeaseChange> kept = new ArrayList<>();
        int[] places = new int[fits.length];
        for (int i = 0; i < fits.length; i++) {
            places[i] = kept.size();
            if (fits[i]) {
                kept.add(changes.get(i));
            }
        }
        List<int[]> keptGroups = new ArrayList<>();
        for (int[] group : groups) {
            if (fits[group[0]]) {
                keptGroups.add(Arrays.stream(group).map(at -> places[at]).toArray());
            }
        }
        return new ChangeBatch(kept, keptGroups, exceeded);
    }
}
