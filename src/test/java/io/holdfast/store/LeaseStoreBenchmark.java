package io.holdfast.store;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * What a store carries in batches of several sizes: new leases, renewals and look-ups a second, and how long one call
 * takes. A program rather than a JMH benchmark, because the time goes into the database's disk and not into our code.
 * Arguments: {@code postgresql|mariadb|mysql}, seconds per measurement.
 */
public final class LeaseStoreBenchmark {

    private static final long NOW = LeaseBuilder.NOW;

    private final LeaseStore store;
    private final long nanos;
    private int used;

    private LeaseStoreBenchmark(LeaseStore store, int seconds) {
        this.store = store;
        this.nanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    public static void main(String[] arguments) throws InterruptedException {
        TestDatabase database = switch (arguments[0]) {
            case "postgresql" -> TestDatabases.postgresql();
            case "mariadb" -> TestDatabases.mariadb();
            case "mysql" -> TestDatabases.mysql();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        try (SqlLeaseStore store = new SqlLeaseStore(database.withSchema().open("lease", 4), Protocol.DHCP4)) {
            LeaseStoreBenchmark benchmark = new LeaseStoreBenchmark(store, Integer.parseInt(arguments[1]));
            benchmark.grants(64, 1); // warms up
            for (int threads : new int[] {1, 2}) {
                for (int batch : new int[] {1, 8, 32, 128}) {
                    benchmark.report("grant", batch, threads, benchmark.grants(batch, threads));
                    benchmark.report("renew", batch, threads, benchmark.renewals(batch, threads));
                    benchmark.report("find", batch, threads, benchmark.finds(batch, threads));
                }
            }
        }
    }

    private void report(String operation, int batch, int threads, long calls) {
        double seconds = nanos / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-6s batch %3d threads %d: %8.0f leases/s, %6.2f ms/call%n",
                operation,
                batch,
                threads,
                calls * batch / seconds,
                1000 * seconds * threads / Math.max(1, calls));
    }

    private long grants(int batch, int threads) throws InterruptedException {
        int first = claim();
        return together(threads, thread -> {
            int[] next = {first + thread * 2_000_000};
            return () -> {
                List<LeaseChange> grants = new ArrayList<>(batch);
                for (int i = 0; i < batch; i++) {
                    grants.add(new LeaseChange.Grant(null, lease(next[0]++)));
                }
                mustApply(grants);
            };
        });
    }

    private long renewals(int batch, int threads) throws InterruptedException {
        int first = claim();
        return together(threads, thread -> {
            List<Lease4> held = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                held.add(lease(first + thread * 2_000_000 + 7 * i));
            }
            mustApply(held.stream()
                    .map(lease -> new LeaseChange.Grant(null, lease))
                    .toList());
            long[] now = {NOW};
            return () -> {
                now[0]++;
                List<LeaseChange> renewals = new ArrayList<>(batch);
                for (int i = 0; i < batch; i++) {
                    Lease4 next = held.get(i).renewed(now[0], 3600);
                    renewals.add(new LeaseChange.Renew(held.set(i, next), next));
                }
                mustApply(renewals);
            };
        });
    }

    private long finds(int batch, int threads) throws InterruptedException {
        return together(threads, thread -> {
            int[] next = {thread};
            return () -> {
                List<LeaseQuestion> questions = new ArrayList<>(batch);
                for (int i = 0; i < batch; i++) {
                    Lease4 lease = lease((next[0] += 13) % 50_000);
                    questions.add(new LeaseQuestion.OfClient(
                            new ClientIdentity(lease.clientId(), lease.hardware()), List.of(1)));
                }
                store.find(questions);
            };
        });
    }

    private int claim() {
        return used++ * 4_000_000;
    }

    private static Lease4 lease(int number) {
        return LeaseBuilder.lease(new Ipv4Address(0x0a000000 + number)).build();
    }

    private void mustApply(List<? extends LeaseChange> changes) {
        if (!store.apply(changes).stream().allMatch(ChangeOutcome.Applied.class::isInstance)) {
            throw new IllegalStateException("a change was not applied");
        }
    }

    private long together(int threads, IntFunction<Runnable> work) throws InterruptedException {
        AtomicLong calls = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Runnable call = work.apply(t);
            running.add(Thread.ofPlatform().start(() -> {
                long end = System.nanoTime() + nanos;
                while (System.nanoTime() < end) {
                    call.run();
                    calls.incrementAndGet();
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        return calls.get();
    }
}
