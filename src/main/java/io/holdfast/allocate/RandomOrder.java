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
 * what a block holds is shuffled. In pools that are so full that block after block has nothing, it goes once round them
 * from an address found by chance instead, so that the last vacancy of a large pool costs few searches, not a thousand.
 */
final class RandomOrder implements SearchOrder {

    private static final int BLOCK = 64;

    /** Blocks in a row without anything in them, after which there are better ways to find something. */
    private static final int PATIENCE = 4;

    private final List<Ipv4Range> pools;
    private final RandomGenerator random;
    private final long blocks;
    private Permutation permutation;
    private long done;
    private int vain;
    private @Nullable AscendingOrder sweep;

    /** @param pools at least one */
    RandomOrder(List<Ipv4Range> pools, RandomGenerator random) {
        this.pools = List.copyOf(pools);
        this.random = random;
        blocks = pools.stream().mapToLong(RandomOrder::blocksOf).sum();
        permutation = new Permutation(blocks, random.nextLong());
    }

    @Override
    public @Nullable Ipv4Range next() {
        return sweep != null ? sweep.next() : done == blocks ? null : block(permutation.at(done));
    }

    @Override
    public int limit() {
        return sweep != null ? sweep.limit() : BLOCK;
    }

    @Override
    public void searched(@Nullable Ipv4Address upTo, boolean fruitful) {
        if (sweep != null) {
            sweep.searched(upTo, fruitful);
            return;
        }
        done++;
        vain = fruitful ? 0 : vain + 1;
        if (vain == PATIENCE && done < blocks) {
            sweep = new AscendingOrder(pools, random);
            sweep.jump();
        }
    }

    @Override
    public void begin() {
        permutation = new Permutation(blocks, random.nextLong());
        done = 0;
        vain = 0;
        sweep = null;
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
