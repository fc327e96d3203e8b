package io.holdfast.store;

class PostgresqlForeignRows6Tests extends ForeignRows6Contract {

    @Override
    TestDatabase database() {
        return TestDatabases.postgresql();
    }

    @Override
    String address() {
        return "'2001:db8::1'";
    }

    @Override
    String bytes(String hex) {
        return "'\\x" + hex + "'";
    }

    @Override
    String utc() {
        return "set time zone 'UTC'";
    }
}
