package io.holdfast.store;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The reservations of both protocols in one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlHostsUnderTest {

    private TestDatabase database;
    private SqlHostStore hosts4;
    private SqlHostStore hosts6;

    abstract TestDatabase made();

    @BeforeAll
    void open() {
        database = made().withSchema();
        hosts4 = new SqlHostStore(database.open("hosts-1", 4), Protocol.DHCP4);
        hosts6 = new SqlHostStore(database.open("hosts6-1", 4), Protocol.DHCP6);
    }

    @BeforeEach
    void empty() {
        database.execute(
                "delete from dhcp4_options",
                "delete from dhcp6_options",
                "delete from ipv6_reservations",
                "delete from hosts");
    }

    @AfterAll
    void close() {
        hosts4.close();
        hosts6.close();
    }

    TestDatabase database() {
        return database;
    }

    SqlHostStore hosts4() {
        return hosts4;
    }

    SqlHostStore hosts6() {
        return hosts6;
    }
}
