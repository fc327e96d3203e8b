package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.LeaseChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders a batch's changes by address, so that batches lock rows in one order and do not deadlock. Several changes of one
 * address, which are rare, go into successive rounds: each is judged by what the one before it left. A group goes into
 * one round, the first after those of the groups before it that have an address in common with it.
 */
final class Rounds {

    /** @param places of the batch's changes among all */
    record Round(ChangeBatch batch, int[] places) {}

    /** A change, its place among all, and its group. */
    private record Entry(LeaseChange change, IpAddress address, int place, ChangeGroup group) {}

    private Rounds() {}

    static List<Round> of(List<ChangeGroup> groups) {
        List<List<Entry>> rounds = new ArrayList<>(1);
        Map<IpAddress, Integer> next = new HashMap<>();
        int place = 0;
        for (ChangeGroup group : groups) {
            int number = group.changes().stream()
                    .mapToInt(change -> next.getOrDefault(change.address(), 0))
                    .max()
                    .orElse(0);
            for (LeaseChange change : group.changes()) {
                IpAddress address = change.address();
                if (Integer.valueOf(number + 1).equals(next.put(address, number + 1))) {
                    throw new IllegalArgumentException("two changes of " + address + " in one group");
                }
                if (number == rounds.size()) {
                    rounds.add(new ArrayList<>());
                }
                rounds.get(number).add(new Entry(change, address, place++, group));
            }
        }
        return rounds.stream().map(Rounds::round).toList();
    }

    private static Round round(List<Entry> entries) {
        entries.sort(Comparator.comparing(Entry::address));
        Map<ChangeGroup, List<Integer>> positions = new IdentityHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            ChangeGroup group = entries.get(i).group();
            if (group.changes().size() > 1) {
                positions.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
            }
        }
        List<int[]> groups = positions.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        return new Round(
                new ChangeBatch(entries.stream().map(Entry::change).toList(), groups),
                entries.stream().mapToInt(Entry::place).toArray());
    }
}
