package io.holdfast.store;

class MysqlLease6StoreTests extends SqlLease6StoreContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mysql();
    }
}
