package io.holdfast.store.memory;

import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Stores on a lease file in a directory of the test's own. */
final class StoreFixture implements AutoCloseable {

    static final String HEADER = header(Protocol.DHCP4);

    final Path file;
    private final Protocol protocol;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    private final List<MemoryLeaseStore> stores = new ArrayList<>();

    StoreFixture(Path directory) {
        this(directory, Protocol.DHCP4);
    }

    StoreFixture(Path directory, Protocol protocol) {
        this.file = directory.resolve(protocol == Protocol.DHCP4 ? "kea-leases4.csv" : "kea-leases6.csv");
        this.protocol = protocol;
    }

    static String header(Protocol protocol) {
        return new String(LeaseFormat.of(protocol).header(), StandardCharsets.US_ASCII);
    }

    /** Writes a file beside the lease file, or itself for suffix "". */
    StoreFixture given(String suffix, String content) {
        try {
            Files.writeString(at(suffix), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path at(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    String content(String suffix) {
        try {
            return Files.readString(at(suffix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LeaseFileSettings settings() {
        return LeaseFileSettings.plain(protocol, file);
    }

    MemoryLeaseStore open() {
        return open(settings());
    }

    MemoryLeaseStore open(LeaseFileSettings settings) {
        return open(settings, new LocalDisk(), step -> {});
    }

    MemoryLeaseStore open(LeaseFileSettings settings, Disk disk, Consumer<String> progress) {
        MemoryLeaseStore store = MemoryLeaseStore.open(
                settings, new LeaseFile.Surroundings(background, System::nanoTime, disk, progress));
        stores.add(store);
        return store;
    }

    /** Everything a fresh store finds in the files. */
    List<String> reopened() {
        try (MemoryLeaseStore store = open()) {
            return all(store);
        }
    }

    static List<String> all(MemoryLeaseStore store) {
        return texts(store.page(LeaseFilter.ALL, Integer.MAX_VALUE));
    }

    static List<String> texts(List<? extends Lease> leases) {
        return leases.stream().map(LeaseText::of).toList();
    }

    @Override
    public void close() {
        stores.forEach(MemoryLeaseStore::close);
        background.close();
    }
}
