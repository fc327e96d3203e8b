package io.holdfast.store.config;

import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;

class PostgresqlConfigStoreTests extends SqlConfigStoreContract {

    @Override
    TestDatabase made() {
        return TestDatabases.postgresql();
    }
}
