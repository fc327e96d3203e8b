package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Vacancy;
import java.math.BigInteger;
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

    private final List<AddressRange> pools;
    private final RandomGenerator random;
    private int pool;
    private IpAddress position;
    private int firstPool;
    private IpAddress first;
    private boolean wrapped;
    private int limit = LEAST;

    /** @param pools at least one */
    AscendingOrder(List<AddressRange> pools, RandomGenerator random) {
        this.pools = List.copyOf(pools);
        this.random = random;
        position = pools.getFirst().first();
        first = position;
    }

    @Override
    public List<AddressRange> pools() {
        return pools;
    }

    @Override
    public @Nullable AddressRange next() {
        AddressRange range = pools.get(pool);
        if (!wrapped || pool != firstPool) {
            return range.part(position, range.last());
        }
        // The round ends where it began; what lies below is all that is left.
        return position.compareTo(first) < 0 ? range.part(position, range.before(first)) : null;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void searched(@Nullable IpAddress upTo, boolean fruitful) {
        limit = Math.min(MOST, limit * 2);
        if (wrapped && pool == firstPool) {
            position = upTo == null ? first : pools.get(pool).after(upTo);
        } else if (upTo == null || upTo.equals(pools.get(pool).last())) {
            pool = (pool + 1) % pools.size();
            position = pools.get(pool).first();
            wrapped = wrapped || pool == firstPool;
        } else {
            position = pools.get(pool).after(upTo);
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
        BigInteger addresses = pools.stream().map(AddressRange::count).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger place = Chance.below(addresses, random);
        pool = 0;
        while (place.compareTo(pools.get(pool).count()) >= 0) {
            place = place.subtract(pools.get(pool).count());
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
