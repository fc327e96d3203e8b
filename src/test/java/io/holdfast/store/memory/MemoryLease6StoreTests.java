package io.holdfast.store.memory;

import io.holdfast.address.Protocol;
import io.holdfast.config.SanityChecks;
import io.holdfast.lease.Lease6StoreContract;
import io.holdfast.lease.LeaseStore;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with a lease file and without. */
class MemoryLease6StoreTests {

    @Nested
    class WithoutFile implements Lease6StoreContract {

        private final LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6);

        @Override
        public LeaseStore store() {
            return store;
        }
    }

    @Nested
    class WithFile implements Lease6StoreContract {

        private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
        private LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6);

        @BeforeEach
        void open(@TempDir Path directory) {
            store = MemoryLeaseStore.open(
                    new LeaseFileSettings(
                            Protocol.DHCP6,
                            directory.resolve("leases6.csv"),
                            3600,
                            0,
                            SanityChecks.NONE,
                            (address, assumed) -> assumed),
                    background,
                    System::nanoTime);
        }

        @AfterEach
        void close() {
            store.close();
            background.close();
        }

        @Override
        public LeaseStore store() {
            return store;
        }
    }
}
