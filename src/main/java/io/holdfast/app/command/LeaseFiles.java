package io.holdfast.app.command;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Lease files for commands that come and go: opened, used, and closed again, with no clean-up in between. */
final class LeaseFiles {

    private LeaseFiles() {}

    static <T> T with(Protocol protocol, Path file, Function<LeaseStore, T> work) {
        LeaseFileSettings settings = LeaseFileSettings.plain(protocol, file.toAbsolutePath());
        try (ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
                LeaseStore store = MemoryLeaseStore.open(settings, background, System::nanoTime)) {
            return work.apply(store);
        }
    }
}
