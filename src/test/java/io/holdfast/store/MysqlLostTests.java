package io.holdfast.store;

/** Connections are killed as in MariaDB. */
class MysqlLostTests extends MariadbLostTests {

    @Override
    TestDatabase database() {
        return TestDatabases.mysql();
    }
}
