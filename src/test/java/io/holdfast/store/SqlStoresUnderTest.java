package io.holdfast.store;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.StoreUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Two servers' stores on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlStoresUnderTest implements StoreUnderTest {

    private final Protocol protocol;
    private final List<SqlLeaseStore> open = new ArrayList<>();
    private TestDatabase database;

    SqlStoresUnderTest(Protocol protocol) {
        this.protocol = protocol;
    }

    abstract TestDatabase database();

    @BeforeAll
    void open() {
        database = database().withSchema();
        open.add(new SqlLeaseStore(database.open("lease", 4), protocol));
        open.add(new SqlLeaseStore(database.open("lease-other", 4), protocol));
    }

    @BeforeEach
    void empty() {
        String table = LeaseTable.of(protocol).title();
        database.execute(
                "delete from " + table, "delete from " + table + "_stat", "delete from " + table + "_pool_stat");
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
