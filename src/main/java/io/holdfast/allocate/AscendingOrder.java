package io.holdfast.allocate;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.lease.Vacancy;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Upwards through each pool, from pool to pool, and from the last back to the first. It looks for few vacancies at first
 * and for more each time, so that a small network is not read whole and a large one not in crumbs.
 */
final class AscendingOrder implements SearchOrder {

    private static final int LEAST = 64;
    private static final int MOST = 1024;

    private final List<Ipv4Range> pools;
    private final RandomGenerator random;
    private int pool;
    private Ipv4Address position;
    private int firstPool;
    private Ipv4Address first;
    private boolean wrapped;
    private int limit = LEAST;

    /** @param pools at least one */
    AscendingOrder(List<Ipv4Range> pools, RandomGenerator random) {
        this.pools = List.copyOf(pools);
        this.random = random;
        position = pools.getFirst().first();
        first = position;
    }

    @Override
    public @Nullable Ipv4Range next() {
        Ipv4Range range = pools.get(pool);
        if (!wrapped || pool != firstPool) {
            return new Ipv4Range(position, range.last());
        }
        // The round ends where it began; what lies below is all that is left.
        return position.compareTo(first) < 0
                ? new Ipv4Range(position, Ipv4Address.ofUnsigned(first.toUnsigned() - 1))
                : null;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void searched(@Nullable Ipv4Address upTo, boolean fruitful) {
        limit = Math.min(MOST, limit * 2);
        if (wrapped && pool == firstPool) {
            position = upTo == null ? first : upTo.next();
        } else if (upTo == null || upTo.equals(pools.get(pool).last())) {
            pool = (pool + 1) % pools.size();
            position = pools.get(pool).first();
            wrapped = wrapped || pool == firstPool;
        } else {
            position = upTo.next();
        }
    }

    @Override
    public void begin() {
        firstPool = pool;
        first = position;
        wrapped = false;
    }

    @Override
    public void jump() {
        long addresses = 0;
        for (Ipv4Range range : pools) {
            addresses += range.size();
        }
        long place = random.nextLong(addresses);
        pool = 0;
        while (place >= pools.get(pool).size()) {
            place -= pools.get(pool).size();
            pool++;
        }
        position = pools.get(pool).at(place);
        limit = LEAST;
        begin();
    }

    @Override
    public List<Vacancy> arrange(List<Vacancy> found) {
        return found;
    }
}
