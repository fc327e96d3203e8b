package io.holdfast.store;

class MysqlLeaseStoreTests extends SqlLeaseStoreContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mysql();
    }
}
