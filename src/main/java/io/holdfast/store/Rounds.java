package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.lease.LeaseChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders a batch's changes by address, so that batches lock rows in one order and do not deadlock. Several changes of one
 * address, which are rare, go into successive rounds: each is judged by what the one before it left.
 */
final class Rounds {

    private Rounds() {}

    /** Positions in {@code changes}; within a round the addresses differ and ascend. */
    static List<int[]> of(List<? extends LeaseChange> changes) {
        List<IpAddress> addresses = changes.stream().map(LeaseChange::address).toList();
        List<Integer> left = IntStream.range(0, changes.size())
                .boxed()
                .sorted(Comparator.comparing(addresses::get)) // stable: equal addresses keep their order
                .toList();
        List<int[]> rounds = new ArrayList<>(1);
        while (!left.isEmpty()) {
            List<Integer> round = new ArrayList<>(left.size());
            List<Integer> later = new ArrayList<>();
            for (int index : left) {
                boolean first =
                        round.isEmpty() || !addresses.get(round.getLast()).equals(addresses.get(index));
                (first ? round : later).add(index);
            }
            rounds.add(round.stream().mapToInt(Integer::intValue).toArray());
            left = later;
        }
        return rounds;
    }
}
