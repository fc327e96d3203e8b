package io.holdfast.store;

import io.holdfast.lease.LeaseChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes for one transaction.
 *
 * @param changes of different addresses, in ascending order
 * @param groups for each group of several changes that are carried out all or none their positions; changes that stand
 *     alone are in none
 */
public record ChangeBatch(List<LeaseChange> changes, List<int[]> groups) {

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
        return new ChangeBatch(kept, keptGroups);
    }
}
