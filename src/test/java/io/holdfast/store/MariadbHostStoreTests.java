package io.holdfast.store;

class MariadbHostStoreTests extends SqlHostStoreContract {

    @Override
    TestDatabase made() {
        return TestDatabases.mariadb();
    }
}
