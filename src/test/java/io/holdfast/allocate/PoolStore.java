package io.holdfast.allocate;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.SqlLeaseStore;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import io.holdfast.store.memory.MemoryLeaseStore;

/** The kinds of stores in which pools are filled. */
enum PoolStore {
    MEMORY,
    POSTGRESQL,
    MARIADB,
    MYSQL;

    /** An empty one. */
    LeaseStore open(Protocol protocol) {
        return switch (this) {
            case MEMORY -> MemoryLeaseStore.withoutFile(protocol);
            case POSTGRESQL -> sql(TestDatabases.postgresql(), protocol);
            case MARIADB -> sql(TestDatabases.mariadb(), protocol);
            case MYSQL -> sql(TestDatabases.mysql(), protocol);
        };
    }

    private static LeaseStore sql(TestDatabase database, Protocol protocol) {
        return new SqlLeaseStore(database.withSchema().open("lease", 4), protocol);
    }
}
