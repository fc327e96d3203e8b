package io.holdfast.store;

class MysqlHostStoreTests extends SqlHostStoreContract {

    @Override
    TestDatabase made() {
        return TestDatabases.mysql();
    }
}
