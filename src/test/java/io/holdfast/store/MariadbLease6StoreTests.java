package io.holdfast.store;

class MariadbLease6StoreTests extends SqlLease6StoreContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mariadb();
    }
}
