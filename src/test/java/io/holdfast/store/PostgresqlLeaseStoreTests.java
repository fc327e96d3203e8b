package io.holdfast.store;

class PostgresqlLeaseStoreTests extends SqlLeaseStoreContract {

    @Override
    TestDatabase database() {
        return TestDatabases.postgresql();
    }
}
