package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Vacancy;
import java.math.BigInteger;
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

    /** Blocks of a pool, at most: the larger pools of IPv6 are cut into larger pieces, of which the start is searched. */
    private static final long MOST_BLOCKS = 1L << 40;

    /** Blocks in a row without anything in them, after which there are better ways to find something. */
    private static final int PATIENCE = 4;

    private final List<AddressRange> pools;
    private final RandomGenerator random;
    private final long blocks;
    private Permutation permutation;
    private long done;
    private int vain;
    private @Nullable AddressRange current;
    private @Nullable AscendingOrder sweep;

    /** @param pools at least one */
    RandomOrder(List<AddressRange> pools, RandomGenerator random) {
        this.pools = List.copyOf(pools);
        this.random = random;
        blocks = pools.stream().mapToLong(RandomOrder::blocksOf).sum();
        permutation = new Permutation(blocks, random.nextLong());
    }

    @Override
    public List<AddressRange> pools() {
        return pools;
    }

    @Override
    public @Nullable AddressRange next() {
        if (sweep != null) {
            return sweep.next();
        }
        if (current == null && done < blocks) {
            current = block(permutation.at(done));
        }
        return current;
    }

    @Override
    public int limit() {
        return sweep != null ? sweep.limit() : BLOCK;
    }

    @Override
    public void searched(@Nullable IpAddress upTo, boolean fruitful) {
        if (sweep != null) {
            sweep.searched(upTo, fruitful);
            return;
        }
        current = null;
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
        current = null;
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

    private AddressRange block(long number) {
        long left = number;
        int pool = 0;
        while (left >= blocksOf(pools.get(pool))) {
            left -= blocksOf(pools.get(pool));
            pool++;
        }
        AddressRange range = pools.get(pool);
        BigInteger piece = pieceOf(range);
        BigInteger start = piece.multiply(BigInteger.valueOf(left));
        BigInteger room = range.count().subtract(start).min(piece);
        if (room.compareTo(BigInteger.valueOf(BLOCK)) > 0) {
            start = start.add(Chance.below(room.subtract(BigInteger.valueOf(BLOCK - 1)), random));
        }
        BigInteger last =
                start.add(BigInteger.valueOf(BLOCK - 1)).min(range.count().subtract(BigInteger.ONE));
        return range.part(range.at(start), range.at(last));
    }

    private static long blocksOf(AddressRange range) {
        BigInteger piece = pieceOf(range);
        return range.count().add(piece.subtract(BigInteger.ONE)).divide(piece).longValueExact();
    }

    private static BigInteger pieceOf(AddressRange range) {
        return range.count()
                .divide(BigInteger.valueOf(MOST_BLOCKS))
                .add(BigInteger.ONE)
                .max(BigInteger.valueOf(BLOCK));
    }
}
