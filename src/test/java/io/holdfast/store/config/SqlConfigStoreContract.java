package io.holdfast.store.config;

import io.holdfast.address.Protocol;
import io.holdfast.store.TestDatabase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** Both protocols' contracts on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlConfigStoreContract {

    private final Map<Protocol, SqlConfigStore> stores = new EnumMap<>(Protocol.class);
    private TestDatabase database;

    abstract TestDatabase made();

    @BeforeAll
    void open() {
        database = made().withSchema();
        for (Protocol protocol : Protocol.values()) {
            stores.put(protocol, new SqlConfigStore(database.open("config-" + protocol.label(), 4), protocol));
        }
    }

    @AfterAll
    void close() {
        stores.values().forEach(SqlConfigStore::close);
    }

    private SqlConfigStore store(Protocol protocol) {
        return Objects.requireNonNull(stores.get(protocol));
    }

    @Nested
    class Dhcp4 implements Config4Contract {
        @Override
        public ConfigRows rows() {
            return new ConfigRows(database, Protocol.DHCP4);
        }

        @Override
        public SqlConfigStore store() {
            return SqlConfigStoreContract.this.store(Protocol.DHCP4);
        }
    }

    @Nested
    class Dhcp6 implements Config6Contract {
        @Override
        public ConfigRows rows() {
            return new ConfigRows(database, Protocol.DHCP6);
        }

        @Override
        public SqlConfigStore store() {
            return SqlConfigStoreContract.this.store(Protocol.DHCP6);
        }
    }
}
