package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.control.LeaseExport;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.memory.LeaseFileException;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * {@code lease4-write} and {@code lease6-write}: the leases page by page, beside the traffic, into a lease file of its own, which then gets its
 * name. Leases that change meanwhile are in it as they were before or after.
 */
final class LeaseFileExport implements LeaseExport {

    private static final int PAGE = 1000;

    private final Protocol protocol;
    private final LeaseStore leases;
    private final Path inUse;
    private final Path directory;

    /**
     * @param protocol whose leases these are
     * @param inUse the file of {@code leases}
     * @param directory where copies go
     */
    LeaseFileExport(Protocol protocol, LeaseStore leases, Path inUse, Path directory) {
        this.protocol = protocol;
        this.leases = leases;
        this.inUse = inUse.toAbsolutePath().normalize();
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void write(Path file) throws IOException {
        // The files of a clean-up, the lock and the like have the name of the lease file and more.
        if (file.toAbsolutePath().normalize().toString().startsWith(inUse.toString())) {
            throw new IOException("the server keeps its leases there");
        }
        Path workshop = Files.createTempDirectory(directory, ".leases-write");
        try {
            Path draft = workshop.resolve("leases.csv");
            copy(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (LeaseFileException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            remove(workshop);
        }
    }

    private void copy(Path draft) {
        LeaseFileSettings settings = LeaseFileSettings.plain(protocol, draft);
        try (ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
                LeaseStore copy = MemoryLeaseStore.open(settings, background, System::nanoTime)) {
            List<Lease> page = leases.page(LeaseFilter.ALL, PAGE);
            while (!page.isEmpty()) {
                copy.apply(page.stream()
                        .map(lease -> new LeaseChange.Amend(null, lease))
                        .toList());
                page = leases.page(LeaseFilter.ALL.after(page.getLast().address()), PAGE);
            }
        }
    }

    private static void remove(Path workshop) throws IOException {
        try (Stream<Path> left = Files.list(workshop)) {
            for (Path each : left.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(workshop);
    }
}
