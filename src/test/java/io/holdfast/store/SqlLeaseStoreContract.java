package io.holdfast.store;

import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.LeaseStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Two servers' stores on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlLeaseStoreContract implements LeaseStoreContract {

    private TestDatabase database;
    private SqlLeaseStore store;
    private SqlLeaseStore other;

    abstract TestDatabase database();

    @BeforeAll
    void open() {
        database = database().withSchema();
        store = new SqlLeaseStore(database.open("lease", 4));
        other = new SqlLeaseStore(database.open("lease-other", 4));
    }

    @BeforeEach
    void empty() {
        database.execute("delete from lease4", "delete from lease4_stat", "delete from lease4_pool_stat");
    }

    @AfterAll
    void close() {
        store.close();
        other.close();
    }

    @Override
    public LeaseStore store() {
        return store;
    }

    @Override
    public LeaseStore other() {
        return other;
    }
}
