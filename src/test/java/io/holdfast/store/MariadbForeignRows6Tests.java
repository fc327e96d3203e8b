package io.holdfast.store;

class MariadbForeignRows6Tests extends ForeignRows6Contract {

    @Override
    TestDatabase database() {
        return TestDatabases.mariadb();
    }

    @Override
    String address() {
        return "inet6_aton('2001:db8::1')";
    }

    @Override
    String bytes(String hex) {
        return "x'" + hex + "'";
    }

    @Override
    String utc() {
        return "set time_zone = '+00:00'";
    }
}
