package io.holdfast.store;

class PostgresqlLease6StoreTests extends SqlLease6StoreContract {

    @Override
    TestDatabase database() {
        return TestDatabases.postgresql();
    }
}
