package io.holdfast.store.memory;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseChange.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Measures the embedded store: {@code load FILE} for the time and memory that loading takes, {@code apply DIRECTORY} for
 * changes per second with batches of several sizes from several threads, each batch on the disk before the next one.
 */
final class LeaseFileMeasurement {

    private static final long NANOS_PER_RUN = 3_000_000_000L;

    private LeaseFileMeasurement() {}

    public static void main(String... arguments) throws Exception {
        try (ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor()) {
            if (arguments[0].equals("load")) {
                load(Path.of(arguments[1]), background);
            } else {
                for (int threads : new int[] {1, 2, 4, 8}) {
                    for (int batch : new int[] {1, 32, 256}) {
                        apply(Path.of(arguments[1]), background, threads, batch);
                    }
                }
            }
        }
    }

    private static MemoryLeaseStore open(Path file, ScheduledExecutorService background) {
        return MemoryLeaseStore.open(LeaseFileSettings.plain(Protocol.DHCP4, file), background, System::nanoTime);
    }

    private static void load(Path file, ScheduledExecutorService background) {
        long begin = System.nanoTime();
        try (MemoryLeaseStore store = open(file, background)) {
            long loaded = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf("loaded in %d ms, %d MB of heap used%n", (loaded - begin) / 1_000_000, used >> 20);
            long clean = System.nanoTime();
            boolean done = store.compact();
            System.out.printf("clean-up %s in %d ms%n", done, (System.nanoTime() - clean) / 1_000_000);
        }
    }

    private static void apply(Path directory, ScheduledExecutorService background, int threads, int batch)
            throws Exception {
        Path file = directory.resolve("measured.csv");
        for (String suffix : List.of("", ".1", ".2")) {
            Files.deleteIfExists(file.resolveSibling("measured.csv" + suffix));
        }
        long changes = 0;
        long begin = System.nanoTime();
        try (MemoryLeaseStore store = open(file, background);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> lanes = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int lane = t;
                lanes.add(executor.submit(() -> lane(store, lane, batch)));
            }
            for (Future<Long> lane : lanes) {
                changes += lane.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%d threads, batches of %3d: %,.0f changes/s%n", threads, batch, changes / seconds);
    }

    private static long lane(MemoryLeaseStore store, int lane, int batch) throws IOException {
        long end = System.nanoTime() + NANOS_PER_RUN;
        int next = lane << 24;
        while (System.nanoTime() < end) {
            List<LeaseChange> changes = new ArrayList<>(batch);
            for (int i = 0; i < batch; i++) {
                changes.add(new Grant(
                        null,
                        LeaseBuilder.lease(new Ipv4Address(0x0a000000 + next))
                                .client(next++)
                                .build()));
            }
            store.apply(changes);
        }
        return next - (lane << 24);
    }
}
