package io.holdfast.store.memory;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv4Address;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseChange.Renew;
import io.holdfast.lease.LeaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that fail, and threads that are interrupted. */
@Timeout(120)
class LeaseFileFailureTests {

    private StoreFixture stores = new StoreFixture(Path.of("unused"));
    private final BadDisk disk = new BadDisk();

    @BeforeEach
    void start(@TempDir Path directory) {
        stores.close();
        stores = new StoreFixture(directory);
    }

    @AfterEach
    void stop() {
        disk.fault = BadDisk.Fault.NOTHING;
        stores.close();
    }

    private MemoryLeaseStore open() {
        return stores.open(stores.settings(), disk, step -> {});
    }

    @ParameterizedTest
    @EnumSource(
            value = BadDisk.Fault.class,
            names = {"WRITE", "FULL", "FORCE"})
    void aDiskIsTriedOutWithoutATrace(BadDisk.Fault fault) throws IOException {
        MemoryLeaseStore store = open();
        store.apply(List.of(new Grant(null, lease("10.0.0.1").client(1).build())));
        Path file = stores.settings().file();
        byte[] before = Files.readAllBytes(file);
        disk.fault = fault;
        assertThatThrownBy(store::tryOut).isInstanceOf(BackendUnavailable.class).hasMessageContaining("lease file");
        disk.fault = BadDisk.Fault.NOTHING;
        store.tryOut();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        Lease4 next = lease("10.0.0.2").client(2).build();
        assertThat(store.apply(List.of(new Grant(null, next)))).containsExactly(ChangeOutcome.APPLIED);
        assertThat(StoreFixture.all(store)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = BadDisk.Fault.class,
            names = {"WRITE", "FULL", "FORCE"})
    void whatCannotBeWrittenHasNotHappenedAndCanBeDoneLater(BadDisk.Fault fault) {
        Lease4 kept = lease("10.0.0.1").client(1).build();
        Lease4 released = lease("10.0.0.2")
                .client(2)
                .state(LeaseState.RELEASED)
                .until(NOW - 5)
                .build();
        Lease4 leaving = lease("10.0.0.3").client(3).build();
        Lease4 fresh = lease("10.0.0.4").client(4).build();
        MemoryLeaseStore store = open();
        store.apply(List.of(new Grant(null, kept), new Grant(null, released), new Grant(null, leaving)));
        List<String> before = StoreFixture.all(store);
        var counts = store.count();
        Lease4 renewed = kept.renewed(NOW + 50, 60);
        disk.fault = fault;
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> store.apply(List.of(
                            new Grant(null, fresh),
                            new Renew(kept, renewed),
                            new Renew(renewed, kept.renewed(NOW + 60, 60)),
                            new Release(leaving, null))))
                    .isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining("lease file");
            assertThatThrownBy(() -> store.purge(NOW, 10)).isInstanceOf(BackendUnavailable.class);
            assertThat(StoreFixture.all(store)).isEqualTo(before);
            assertThat(store.count()).containsExactlyInAnyOrderElementsOf(counts);
            assertThat(store.expired(NOW + 100_000, 10)).hasSize(2);
        }
        // What is only read needs no disk.
        assertThat(store.apply(List.of(new Grant(null, kept)))).singleElement().isInstanceOf(ChangeOutcome.Taken.class);

        disk.fault = BadDisk.Fault.NOTHING;
        store.apply(List.of(new Grant(null, fresh), new Release(leaving, null)));
        List<String> after = StoreFixture.all(store);
        store.close();
        assertThat(after).hasSize(3);
        assertThat(stores.reopened()).isEqualTo(after);
        assertThat(stores.content("")).doesNotContain("\0").endsWith("\n").hasLineCount(6);
    }

    @Test
    void threadsThatShareAFlushShareItsFailure() throws Exception {
        MemoryLeaseStore store = open();
        Set<Ipv4Address> acknowledged = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int t = 0; t < 8; t++) {
                int thread = t;
                threads.submit(() -> {
                    for (int i = 0; i < 300; i++) {
                        Lease4 lease = lease(new Ipv4Address(0x0a000000 + i * 8 + thread))
                                .build();
                        if (thread == 0) {
                            disk.fault = i % 10 < 3 ? BadDisk.Fault.FULL : BadDisk.Fault.NOTHING;
                        }
                        try {
                            store.apply(List.of(new Grant(null, lease)));
                            acknowledged.add(lease.address());
                        } catch (BackendUnavailable e) {
                            assertThat(e.backend()).isEqualTo("lease");
                        }
                    }
                });
            }
        }
        disk.fault = BadDisk.Fault.NOTHING;
        List<String> held = StoreFixture.all(store);
        assertThat(held).hasSize(acknowledged.size()).hasSizeBetween(1, 2399);
        store.close();
        assertThat(stores.reopened()).isEqualTo(held);
    }

    @Test
    void aChangeThatIsReportedTakenBecauseOfOneThatFailedDoesNoHarm() {
        MemoryLeaseStore store = open();
        disk.fault = BadDisk.Fault.WRITE;
        Lease4 first = lease("10.0.0.1").client(1).build();
        assertThatThrownBy(() -> store.apply(List.of(new Grant(null, first)))).isInstanceOf(BackendUnavailable.class);
        disk.fault = BadDisk.Fault.NOTHING;
        assertThat(store.apply(
                        List.of(new Grant(null, lease("10.0.0.1").client(2).build()))))
                .containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void anInterruptedThreadNeitherEndsTheFileNorLosesItsInterrupt() {
        MemoryLeaseStore store = open();
        for (int i = 0; i < 20; i++) {
            Thread.currentThread().interrupt();
            store.apply(List.of(
                    new Grant(null, lease(new Ipv4Address(0x0a000000 + i)).build())));
            assertThat(Thread.interrupted()).isTrue();
        }
        store.close();
        assertThat(stores.reopened()).hasSize(20);
    }

    @Test
    void interruptsInTheMiddleOfWritingDoNoHarm() throws Exception {
        MemoryLeaseStore store = open();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 400; i++) {
                store.apply(List.of(
                        new Grant(null, lease(new Ipv4Address(0x0a000000 + i)).build())));
            }
        });
        writer.start();
        while (writer.isAlive()) {
            writer.interrupt();
            writer.join(1);
        }
        store.close();
        assertThat(stores.reopened()).hasSize(400);
    }

    @Test
    void aClosedStoreRefusesChanges() {
        MemoryLeaseStore store = open();
        store.close();
        assertThatThrownBy(() ->
                        store.apply(List.of(new Grant(null, lease("10.0.0.1").build()))))
                .isInstanceOf(BackendUnavailable.class)
                .hasMessageContaining("closed");
        assertThat(store.compact()).isFalse();
        store.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = BadDisk.Fault.class,
            names = {"WRITE", "FULL", "FORCE", "OPEN"})
    void aCleanUpThatFailsLeavesEverythingAsItWas(BadDisk.Fault fault) {
        MemoryLeaseStore store = open();
        store.apply(List.of(new Grant(null, lease("10.0.0.1").build())));
        disk.fault = fault;
        assertThat(store.compact()).isFalse();
        disk.fault = BadDisk.Fault.NOTHING;
        store.apply(List.of(new Grant(null, lease("10.0.0.2").build())));
        assertThat(Files.exists(stores.at(".output"))).isFalse();
        store.close();
        assertThat(stores.reopened()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aRenameThatFailsInACleanUpLosesNothing(int movesLeft) {
        MemoryLeaseStore store = open();
        store.apply(List.of(new Grant(null, lease("10.0.0.1").build())));
        disk.movesLeft.set(movesLeft);
        disk.fault = BadDisk.Fault.MOVE;
        assertThat(store.compact()).isFalse();
        disk.fault = BadDisk.Fault.NOTHING;
        store.apply(List.of(new Grant(null, lease("10.0.0.2").build())));
        assertThat(store.compact()).isTrue();
        store.apply(List.of(new Grant(null, lease("10.0.0.3").build())));
        assertThat(store.compact()).isTrue();
        List<String> held = StoreFixture.all(store);
        store.close();
        assertThat(held).hasSize(3);
        assertThat(stores.reopened()).isEqualTo(held);
    }
}
