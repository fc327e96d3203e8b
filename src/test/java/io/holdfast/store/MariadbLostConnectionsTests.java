package io.holdfast.store;

class MariadbLostConnectionsTests extends LostConnectionsContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mariadb();
    }

    @Override
    String sleep() {
        return "select sleep(20)";
    }
}
