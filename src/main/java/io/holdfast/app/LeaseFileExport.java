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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * {@code lease4-write} and {@code lease6-write}: the leases page by page, beside the traffic, into a lease file of its
 * own, which then gets its name. Leases that change meanwhile are in it as they were before or after. Only a copy may be
 * replaced: neither the files of a store, be it the other protocol's, nor what is no lease file at all.
 */
final class LeaseFileExport implements LeaseExport {

    private static final int PAGE = 1000;
    private static final String LOCK = ".lock";

    /** A lease file of either protocol begins with it. */
    private static final String FIRST_COLUMN = "address,";

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
        refuseWhatIsInUse(file.toAbsolutePath().normalize());
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

    /** The files of a clean-up, the lock and the like have the name of the lease file and more. */
    private void refuseWhatIsInUse(Path file) throws IOException {
        if (file.toString().startsWith(inUse.toString()) || isOfAnotherStore(file)) {
            throw new IOException("the server keeps its leases there");
        }
        if (Files.exists(file) && !isLeaseFile(file)) {
            throw new IOException("what is there is no lease file, and stays");
        }
    }

    /** Such as the other protocol's: beside each lease file that a server uses there is its lock. */
    private boolean isOfAnotherStore(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> String.valueOf(each.getFileName()))
                    .filter(each -> each.endsWith(LOCK))
                    .anyMatch(lock -> name.startsWith(lock.substring(0, lock.length() - LOCK.length())));
        }
    }

    private static boolean isLeaseFile(Path file) throws IOException {
        byte[] expected = FIRST_COLUMN.getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(expected.length), expected);
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
