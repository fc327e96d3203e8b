package io.holdfast.store;

class PostgresqlLostConnectionsTests extends LostConnectionsContract {

    @Override
    TestDatabase database() {
        return TestDatabases.postgresql();
    }

    @Override
    String sleep() {
        return "select pg_sleep(20)";
    }
}
