package io.holdfast.store;

class MariadbLeaseStoreTests extends SqlLeaseStoreContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mariadb();
    }
}
