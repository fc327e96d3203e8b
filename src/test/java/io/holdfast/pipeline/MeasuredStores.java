package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.SqlLeaseStore;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Empty stores of one kind: a database of its own for each, or a file. Closing this closes and removes them. */
final class MeasuredStores implements AutoCloseable {

    private final String kind;
    private final ScheduledExecutorService background;
    private final List<LeaseStore> opened = new ArrayList<>();

    /** @param analyze has the database count what is in its tables, as it does by itself after a while */
    record Opened(LeaseStore store, Runnable analyze) {}

    /** @param kind {@code memory}, {@code postgresql}, {@code mariadb} or {@code mysql} */
    MeasuredStores(String kind, ScheduledExecutorService background) {
        this.kind = kind;
        this.background = background;
    }

    Opened open() throws IOException {
        Opened result = switch (kind) {
            case "memory" -> memory();
            case "postgresql" -> sql(TestDatabases.postgresql(), "vacuum analyze lease4");
            case "mariadb" -> sql(TestDatabases.mariadb(), "analyze table lease4");
            case "mysql" -> sql(TestDatabases.mysql(), "analyze table lease4");
            default -> throw new IllegalArgumentException(kind);
        };
        opened.add(result.store());
        return result;
    }

    private Opened memory() throws IOException {
        Path file = Files.createTempDirectory("full-pool").resolve("kea-leases4.csv");
        return new Opened(
                MemoryLeaseStore.open(LeaseFileSettings.plain(Protocol.DHCP4, file), background, System::nanoTime),
                () -> {});
    }

    private static Opened sql(TestDatabase database, String analyze) {
        return new Opened(
                new SqlLeaseStore(database.withSchema().open("lease", 4), Protocol.DHCP4),
                () -> database.execute(analyze));
    }

    @Override
    public void close() {
        opened.forEach(LeaseStore::close);
    }
}
