package io.holdfast.store.memory;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.store.memory.StoreFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Renew;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cleaning up, flushing in groups, and the chain of files that Kea's clean-up may have left. */
@Timeout(120)
class LeaseFileCleanupTests {

    private StoreFixture stores = new StoreFixture(Path.of("unused"));

    @BeforeEach
    void start(@TempDir Path directory) {
        stores.close();
        stores = new StoreFixture(directory);
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    private static String row(int last, int client) {
        return "10.1.0." + last + ",02:00:00:00:00:0" + client + ",,3600,1800000100,1,0,0,,0,,0\n";
    }

    private static String gone(int last) {
        return "10.1.0." + last + ",02:00:00:00:00:01,,0,1800000100,1,0,0,,0,,0\n";
    }

    private List<String> owners() {
        return stores.reopened().stream()
                .map(text -> text.substring(5, text.indexOf(" id=")))
                .toList();
    }

    @Test
    void afterACleanUpThePreviousFileHoldsEachLeaseOnceAndTheCurrentOneNothing() {
        MemoryLeaseStore store = stores.open();
        Lease4 lease = lease("10.1.0.1").build();
        store.apply(List.of(
                new Grant(null, lease), new Grant(null, lease("10.1.0.2").build())));
        for (int i = 1; i < 50; i++) {
            Lease4 renewed = lease.renewed(NOW + i, 3600);
            store.apply(List.of(new Renew(lease, renewed)));
            lease = renewed;
        }
        assertThat(store.compact()).isTrue();
        assertThat(stores.content("")).isEqualTo(HEADER);
        assertThat(stores.content(".2")).startsWith(HEADER + "10.1.0.1,").hasLineCount(3);
        assertThat(stores.file.getParent())
                .isDirectoryNotContaining(path -> path.toString().matches(".*(1|output|completed|new)$"));
        List<String> held = StoreFixture.all(store);
        store.close();
        assertThat(stores.reopened()).isEqualTo(held);
    }

    @Test
    void withNothingWrittenThereIsNothingToCleanUp() {
        MemoryLeaseStore store = stores.open();
        assertThat(store.compact()).isFalse();
        store.apply(List.of(new Grant(null, lease("10.1.0.1").build())));
        assertThat(store.compact()).isTrue();
        assertThat(store.compact()).isFalse();
    }

    @Test
    void withoutAFileThereIsNothingToCleanUp() {
        assertThat(MemoryLeaseStore.withoutFile(Protocol.DHCP4).compact()).isFalse();
    }

    @Test
    void theFilesAreReadInTheOrderInWhichTheyWereWritten() {
        stores.given(".2", HEADER + row(1, 1) + row(2, 1) + row(3, 1) + row(4, 1))
                .given(".1", HEADER + row(2, 2) + row(3, 2) + gone(4))
                .given("", HEADER + row(3, 3) + gone(5));
        assertThat(owners())
                .containsExactly("0.1 hw=02:00:00:00:00:01", "0.2 hw=02:00:00:00:00:02", "0.3 hw=02:00:00:00:00:03");
    }

    @Test
    void aCompletedFileStandsForThePreviousOneAndTheCopy() {
        stores.given(".2", HEADER + row(1, 1))
                .given(".1", HEADER + row(2, 2))
                .given(".completed", HEADER + row(1, 5) + row(3, 5))
                .given("", HEADER + row(3, 6));
        assertThat(owners()).containsExactly("0.1 hw=02:00:00:00:00:05", "0.3 hw=02:00:00:00:00:06");
        assertThat(stores.content(".2")).isEqualTo(HEADER + row(1, 5) + row(3, 5));
        assertThat(Files.exists(stores.at(".completed"))).isFalse();
        assertThat(Files.exists(stores.at(".1"))).isFalse();
        assertThat(owners()).hasSize(2);
    }

    @Test
    void anOutputThatIsNotCompleteDoesNotCount() {
        stores.given(".1", HEADER + row(1, 1)).given(".output", HEADER + row(1, 7) + row(2, 7));
        assertThat(owners()).containsExactly("0.1 hw=02:00:00:00:00:01");
        assertThat(Files.exists(stores.at(".output"))).isFalse();
    }

    @Test
    void aCopyThatWasLeftIsCleanedUpInTheBackground() throws Exception {
        stores.given(".1", HEADER + row(1, 1)).given("", HEADER + row(2, 2));
        MemoryLeaseStore store = stores.open();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (Files.exists(stores.at(".1")) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Files.exists(stores.at(".1"))).isFalse();
        store.close();
        assertThat(owners()).hasSize(2);
    }

    @Test
    void manyThreadsFlushTogetherAndFindEverythingAgain() throws Exception {
        MemoryLeaseStore store = stores.open();
        Map<Ipv4Address, Boolean> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean running = new AtomicBoolean(true);
        List<Future<?>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(17)) {
            for (int t = 0; t < 16; t++) {
                int thread = t;
                futures.add(threads.submit(() -> grantMany(store, thread, acknowledged)));
            }
            futures.add(threads.submit(() -> {
                while (running.get()) {
                    // The file as it is now must hold what had been acknowledged before.
                    List<Ipv4Address> before = List.copyOf(acknowledged.keySet());
                    store.compact();
                    assertThat(store.page(io.holdfast.lease.LeaseFilter.ALL, 100_000))
                            .extracting(Lease::address)
                            .containsAll(before);
                }
            }));
            for (Future<?> future : futures.subList(0, 16)) {
                future.get();
            }
            running.set(false);
            futures.getLast().get();
        }
        List<String> held = StoreFixture.all(store);
        assertThat(held).hasSize(16 * 100 * 3);
        store.close();
        assertThat(stores.reopened()).isEqualTo(held);
    }

    private static void grantMany(MemoryLeaseStore store, int thread, Map<Ipv4Address, Boolean> acknowledged) {
        for (int i = 0; i < 100; i++) {
            List<LeaseChange> grants = new ArrayList<>();
            for (int k = 0; k < 3; k++) {
                grants.add(new Grant(
                        null,
                        lease(new Ipv4Address(0x0a000000 + (i * 3 + k) * 16 + thread))
                                .build()));
            }
            assertThat(store.apply(grants)).allMatch(ChangeOutcome.Applied.class::isInstance);
            grants.forEach(grant -> acknowledged.put((Ipv4Address) grant.address(), true));
        }
    }
}
