package io.holdfast.store;

class MysqlForeignRowsTests extends ForeignRowsContract {

    @Override
    TestDatabase database() {
        return TestDatabases.mysql();
    }

    @Override
    String tokyo() {
        return "set time_zone = '+09:00'";
    }

    @Override
    String epoch() {
        return "select unix_timestamp(expire) from lease4";
    }

    @Override
    String bytes(String hex) {
        return "x'" + hex + "'";
    }
}
