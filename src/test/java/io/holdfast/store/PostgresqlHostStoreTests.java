package io.holdfast.store;

class PostgresqlHostStoreTests extends SqlHostStoreContract {

    @Override
    TestDatabase made() {
        return TestDatabases.postgresql();
    }
}
