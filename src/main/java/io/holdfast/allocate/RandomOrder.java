package io.holdfast.allocate;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * By chance and without repeats: the pools are cut into small blocks, which are searched in the order of a permutation;
 * what a block holds is shuffled.
 */
final class RandomOrder implements SearchOrder {

    private static final int BLOCK = 64;

    private final List<Ipv4Range> pools;
    private final RandomGenerator random;
    private final long blocks;
    private Permutation permutation;
    private long done;

    /** @param pools at least one */
    RandomOrder(List<Ipv4Range> pools, RandomGenerator random) {
        this.pools = List.copyOf(pools);
        this.random = random;
        blocks = pools.stream().mapToLong(RandomOrder::blocksOf).sum();
        permutation = new Permutation(blocks, random.nextLong());
    }

    @Override
    public @Nullable Ipv4Range next() {
        return done == blocks ? null : block(permutation.at(done));
    }

    @Override
    public int limit() {
        return BLOCK;
    }

    @Override
    public void searched(@Nullable Ipv4Address upTo) {
        done++;
    }

    @Override
    public void begin() {
        permutation = new Permutation(blocks, random.nextLong());
        done = 0;
    }

    @Override
    public void jump() {
        begin();
    }

    @Override
    public List<Vacancy> arrange(List<Vacancy> found) {
        List<Vacancy> shuffled = new ArrayList<>(found);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            shuffled.set(j, shuffled.set(i, shuffled.get(j)));
        }
        return shuffled;
    }

    private Ipv4Range block(long number) {
        long left = number;
        int pool = 0;
        while (left >= blocksOf(pools.get(pool))) {
            left -= blocksOf(pools.get(pool));
            pool++;
        }
        Ipv4Range range = pools.get(pool);
        long start = left * BLOCK;
        return new Ipv4Range(range.at(start), range.at(Math.min(start + BLOCK, range.size()) - 1));
    }

    private static long blocksOf(Ipv4Range range) {
        return (range.size() + BLOCK - 1) / BLOCK;
    }
}
