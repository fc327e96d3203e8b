package io.holdfast.store.memory;

import io.holdfast.address.Protocol;
import io.holdfast.config.SanityChecks;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.LeaseStoreContract;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with a lease file and without. */
class MemoryLeaseStoreTests {

    @Nested
    class WithoutFile implements LeaseStoreContract {

        private final LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4);

        @Override
        public LeaseStore store() {
            return store;
        }
    }

    @Nested
    class WithFile implements LeaseStoreContract {

        private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
        private LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4);

        @BeforeEach
        void open(@TempDir Path directory) {
            store = MemoryLeaseStore.open(
                    new LeaseFileSettings(
                            Protocol.DHCP4,
                            directory.resolve("leases4.csv"),
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
