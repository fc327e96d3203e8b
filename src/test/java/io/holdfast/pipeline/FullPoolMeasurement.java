package io.holdfast.pipeline;

import io.holdfast.config.json.ConfigException;
import io.holdfast.pipeline.MeasuredPool.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * How many leases a second a lane gives out from a pool at 99 % use, against an empty one: the whole way of DISCOVER and
 * REQUEST but for the sockets, on a real store. A program, because the time goes into the store. Arguments:
 * {@code memory|postgresql|mariadb|mysql}, {@code iterative|random|flq}, bits of the pool's size (16 is a /16), clients in
 * a batch, seconds to measure for.
 *
 * <p>Each pool is in a store of its own, and all have their turns one after the other, a batch in each, so that what else
 * the machine does hits all alike. What counts is the ratio of two turns that were neighbours; printed are the median of
 * these ratios and their quartiles, and the same for the processor time of the lane, which does not depend on disks and on what
 * else runs. Between
 * the turns, outside of the time, those that came go again, so that each turn finds the pool as the first one did.
 *
 * <p>The empty pool is alone in its table. Against it are measured: an empty pool in a table that has as many rows as a
 * full one; one whose leases are all over; the last hundredth of a full one, which never had a lease (fresh) or had one
 * that is over (worn). Then coming and going, half by RELEASE and half by expiry, at 10 % and at 99 % use.
 */
final class FullPoolMeasurement {

    private static final int FULL = 99;
    private static final int LOW = 10;
    private static final int LEAST_ROUNDS = 20;

    private final MeasuredStores stores;
    private final MeasuredPool.Shape shape;
    private final long seconds;

    private FullPoolMeasurement(MeasuredStores stores, MeasuredPool.Shape shape, long seconds) {
        this.stores = stores;
        this.shape = shape;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws ConfigException, IOException {
        MeasuredPool.Shape shape = new MeasuredPool.Shape(
                arguments[1], 1 << Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        try (ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
                MeasuredStores stores = new MeasuredStores(arguments[0], background)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %s, pools of %d, batches of %d%n",
                    arguments[0],
                    shape.allocator(),
                    shape.size(),
                    shape.batch());
            FullPoolMeasurement measurement = new FullPoolMeasurement(stores, shape, Long.parseLong(arguments[4]));
            measurement.coming();
            measurement.comingAndGoing();
        }
        System.exit(0); // a database made for this leaves threads behind
    }

    private void coming() throws ConfigException, IOException {
        List<MeasuredPool> pools = List.of(
                pool("empty", 0, Rows.NONE),
                pool("empty beside others", 0, Rows.ELSEWHERE),
                pool("emptied", 0, Rows.OVER),
                pool("99% fresh", FULL, Rows.NONE),
                pool("99% worn", FULL, Rows.OVER));
        measure(pools, MeasuredPool::come, MeasuredPool::restore);
    }

    private void comingAndGoing() throws ConfigException, IOException {
        List<MeasuredPool> pools = List.of(pool("churn at 10%", LOW, Rows.NONE), pool("churn at 99%", FULL, Rows.NONE));
        measure(pools, MeasuredPool::churn, MeasuredPool::survey);
    }

    private MeasuredPool pool(String title, int use, Rows rows) throws ConfigException, IOException {
        MeasuredStores.Opened opened = stores.open();
        MeasuredPool pool = new MeasuredPool(title, opened.store(), shape, use);
        pool.fill(rows);
        opened.analyze().run();
        pool.prepare();
        return pool;
    }

    /** @param between what is done after each turn, outside of its time */
    private void measure(List<MeasuredPool> pools, Consumer<MeasuredPool> turn, Consumer<MeasuredPool> between) {
        turns(pools, turn, between, System.nanoTime() + seconds * 250_000_000L); // the compiler has its time before
        List<Turns> all = turns(pools, turn, between, System.nanoTime() + seconds * 1_000_000_000L);
        for (int i = 0; i < pools.size(); i++) {
            System.out.println(all.get(i).describe(pools.get(i), all.getFirst()));
        }
    }

    private List<Turns> turns(
            List<MeasuredPool> pools, Consumer<MeasuredPool> turn, Consumer<MeasuredPool> between, long until) {
        List<Turns> all = new ArrayList<>();
        pools.forEach(pool -> {
            pool.calls().clear();
            all.add(new Turns());
        });
        for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < until; round++) {
            for (int i = 0; i < pools.size(); i++) {
                int its = (round + i) % pools.size(); // nobody is always behind the same other
                all.get(its).time(pools.get(its), turn);
                between.accept(pools.get(its));
            }
        }
        return all;
    }
}
