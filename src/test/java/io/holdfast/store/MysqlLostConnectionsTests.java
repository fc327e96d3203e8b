package io.holdfast.store;

class MysqlLostConnectionsTests extends LostConnectionsContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mysql();
    }

    @Override
    String sleep() {
        return "select sleep(20)";
    }
}
