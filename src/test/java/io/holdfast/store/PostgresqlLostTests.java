package io.holdfast.store;

class PostgresqlLostTests extends LostDatabaseContract {

    @Override
    TestDatabase database() {
        return TestDatabases.postgresql();
    }

    @Override
    void killConnections(TestDatabase real) {
        real.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }
}
