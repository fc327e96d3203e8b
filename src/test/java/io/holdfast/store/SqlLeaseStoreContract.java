package io.holdfast.store;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.LeaseStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Two servers' stores on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlLeaseStoreContract implements LeaseStoreContract {

    private final List<SqlLeaseStore> open = new ArrayList<>();
    private TestDatabase database;

    abstract TestDatabase database();

    @BeforeAll
    void open() {
        database = database().withSchema();
        open.add(new SqlLeaseStore(database.open("lease", 4), Protocol.DHCP4));
        open.add(new SqlLeaseStore(database.open("lease-other", 4), Protocol.DHCP4));
    }

    @BeforeEach
    void empty() {
        database.execute("delete from lease4", "delete from lease4_stat", "delete from lease4_pool_stat");
    }

    @AfterAll
    void close() {
        open.forEach(SqlLeaseStore::close);
    }

    @Override
    public LeaseStore store() {
        return open.getFirst();
    }

    @Override
    public LeaseStore other() {
        return open.getLast();
    }
}
