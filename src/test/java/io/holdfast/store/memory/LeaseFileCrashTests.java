package io.holdfast.store.memory;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there after a crash: everything that was acknowledged, at whatever moment it happens. */
class LeaseFileCrashTests {

    @TempDir
    private Path directory = Path.of("unused");

    /** Random batches, and what the leases are after each row of them. */
    private static final class Traffic {

        final Random random;
        final TreeMap<Ipv4Address, Lease4> leases = new TreeMap<>();
        /** The leases after n rows. */
        final List<List<String>> history = new ArrayList<>(List.of(List.of()));
        /** How many rows the store has acknowledged. */
        int acknowledged;

        Traffic(long seed) {
            random = new Random(seed);
        }

        void batch(MemoryLeaseStore store) {
            List<LeaseChange> changes = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                Ipv4Address address = new Ipv4Address(0x0a000001 + random.nextInt(40));
                Lease4 present = leases.get(address);
                Lease4 next = present != null && random.nextInt(3) == 0
                        ? null
                        : lease(address)
                                .client(random.nextInt(1000))
                                .since(NOW + random.nextInt(100))
                                .build();
                changes.add(new LeaseChange.Amend(present, next));
                if (next == null) {
                    leases.remove(address);
                } else {
                    leases.put(address, next);
                }
                history.add(leases.values().stream().map(LeaseText::of).toList());
            }
            assertThat(store.apply(changes)).allMatch(ChangeOutcome.Applied.class::isInstance);
            acknowledged = history.size() - 1;
        }

        List<String> now() {
            return history.getLast();
        }
    }

    @Test
    void everyPrefixOfTheFileLoadsAndHoldsWhatWasAcknowledgedByThen() throws IOException {
        StoreFixture stores = new StoreFixture(directory.resolve("live"));
        Traffic traffic = new Traffic(11);
        TreeMap<Long, Integer> acknowledged = new TreeMap<>(Map.of(0L, 0));
        try (stores) {
            MemoryLeaseStore store = stores.open();
            for (int i = 0; i < 20; i++) {
                traffic.batch(store);
                acknowledged.put(Files.size(stores.file), traffic.acknowledged);
            }
        }
        byte[] whole = Files.readAllBytes(stores.file);
        for (int length = 0; length <= whole.length; length++) {
            int rows = acknowledged.floorEntry((long) length).getValue();
            boolean throughTheStore = length % 61 == 0;
            List<String> found = loaded(Arrays.copyOf(whole, length), throughTheStore);
            // Rows behind the acknowledged ones may be there too, each whole, in their order.
            assertThat(traffic.history.subList(rows, Math.min(rows + 6, traffic.history.size())))
                    .as("%d of %d bytes", length, whole.length)
                    .contains(found);
        }
    }

    private List<String> loaded(byte[] content, boolean throughTheStore) throws IOException {
        Path crashed = Files.createDirectories(directory.resolve("crashed"));
        try (StoreFixture stores = new StoreFixture(crashed)) {
            Files.write(stores.file, content);
            if (!throughTheStore) {
                LeaseImage image = new LeaseImage(Protocol.DHCP4);
                new LeaseFileLoader(stores.settings(), image, () -> 0).load(LeaseFilePaths.of(stores.file));
                List<String> texts = new ArrayList<>();
                for (AddressIndex.Cursor at = image.from(0, 0); !at.atEnd(); at.advance()) {
                    texts.add(LeaseText.of(image.at(at.slot()).unpack()));
                }
                return texts;
            }
            List<String> found = stores.reopened();
            assertThat(stores.reopened()).as("the second time").isEqualTo(found);
            return found;
        }
    }

    private record Crash(String moment, Path files, int acknowledged) {}

    @Test
    void aPowerFailureAtAnyStepOfACleanUpLosesNothing() throws IOException {
        Traffic traffic = new Traffic(12);
        CrashDisk disk = new CrashDisk();
        List<Crash> crashes = new ArrayList<>();
        StoreFixture stores = new StoreFixture(directory.resolve("live"));
        try (stores) {
            MemoryLeaseStore[] opened = new MemoryLeaseStore[1];
            // Traffic goes on between all steps of the clean-up.
            MemoryLeaseStore store = stores.open(stores.settings(), disk, step -> {
                for (int i = 0; i < 3 && opened[0] != null; i++) {
                    traffic.batch(opened[0]);
                }
            });
            opened[0] = store;
            disk.listen(operation -> {
                for (boolean namesAreLost : new boolean[] {true, false}) {
                    Path files = directory.resolve("crash-" + crashes.size());
                    disk.leftover(files, namesAreLost);
                    crashes.add(
                            new Crash(operation + (namesAreLost ? ", names lost" : ""), files, traffic.acknowledged));
                }
            });
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 5; i++) {
                    traffic.batch(store);
                }
                assertThat(store.compact()).isTrue();
            }
            disk.listen(operation -> {});
            assertThat(StoreFixture.all(store)).isEqualTo(traffic.now());
        }
        try (StoreFixture again = new StoreFixture(directory.resolve("live"))) {
            assertThat(again.reopened()).isEqualTo(traffic.now());
        }
        assertThat(crashes).hasSizeGreaterThan(100);
        for (Crash crash : crashes) {
            try (StoreFixture after = new StoreFixture(crash.files)) {
                List<String> found = after.reopened();
                assertThat(traffic.history.subList(crash.acknowledged, traffic.history.size()))
                        .as(crash.moment)
                        .contains(found);
                assertThat(after.reopened())
                        .as(crash.moment + ", the second time")
                        .isEqualTo(found);
            }
        }
    }

    /** Whoever is told that an address is another's may act on it; a crash must not make that untrue. */
    @Test
    void whatIsSaidToStandThereIsNotSaidBeforeItWouldSurvive() throws Exception {
        CrashDisk disk = new CrashDisk();
        Lease4 granted = lease("10.0.0.1").client(1).build();
        Lease4 wanted = lease("10.0.0.1").client(2).build();
        Path files = directory.resolve("crash");
        List<ChangeOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        List<ChangeOutcome> before = new ArrayList<>();
        try (StoreFixture stores = new StoreFixture(directory.resolve("live"))) {
            MemoryLeaseStore store = stores.open(stores.settings(), disk, step -> {});
            Thread other = new Thread(() -> outcomes.addAll(store.apply(List.of(new LeaseChange.Grant(null, wanted)))));
            disk.listen(operation -> {
                if (operation.equals("force") && other.getState() == Thread.State.NEW) {
                    other.start();
                    // It has either answered or waits for this very flush.
                    await().until(() ->
                            other.getState() == Thread.State.TERMINATED || other.getState() == Thread.State.WAITING);
                    before.addAll(outcomes);
                    disk.leftover(files, false);
                }
            });
            store.apply(List.of(new LeaseChange.Grant(null, granted)));
            other.join();
        }
        try (StoreFixture after = new StoreFixture(files)) {
            assertThat(after.reopened()).as("what the crash left").isEmpty();
        }
        assertThat(before).as("said before").isEmpty();
        assertThat(outcomes).containsExactly(new ChangeOutcome.Taken(granted));
    }

    @Test
    void whatIsSaidToStandThereIsNotSaidWhenItCannotBeWritten() throws Exception {
        CrashDisk disk = new CrashDisk();
        Lease4 granted = lease("10.0.0.1").client(1).build();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (StoreFixture stores = new StoreFixture(directory.resolve("live"))) {
            MemoryLeaseStore store = stores.open(stores.settings(), disk, step -> {});
            Thread other = new Thread(() -> store.apply(List.of(
                    new LeaseChange.Grant(null, lease("10.0.0.1").client(2).build()))));
            other.setUncaughtExceptionHandler((_, e) -> failures.add(e));
            disk.listen(operation -> {
                if (operation.equals("force") && other.getState() == Thread.State.NEW) {
                    other.start();
                    await().until(() ->
                            other.getState() == Thread.State.TERMINATED || other.getState() == Thread.State.WAITING);
                    throw new IOException("No space left on device");
                }
            });
            assertThatThrownBy(() -> store.apply(List.of(new LeaseChange.Grant(null, granted))))
                    .isInstanceOf(BackendUnavailable.class);
            other.join();
            assertThat(failures).singleElement().isInstanceOf(BackendUnavailable.class);
            assertThat(StoreFixture.all(store)).isEmpty();
        }
    }
}
