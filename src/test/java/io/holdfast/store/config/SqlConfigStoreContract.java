package io.holdfast.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.store.Database;
import io.holdfast.store.StoreFailure;
import io.holdfast.store.TestDatabase;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** What somebody writes without a revision, on a connection that has had one, must not be booked to that. */
    @ParameterizedTest
    @EnumSource
    void aSessionForgetsItsRevision(Protocol protocol) {
        ObjectKey.Global key = new ObjectKey.Global("all", "valid-lifetime");
        StoredObject parameter = new StoredObject(Map.of("name", "valid-lifetime", "value", 1L), List.of("all"));
        try (Database alone = database.open("alone-" + protocol.label(), 1);
                SqlConfigStore store = new SqlConfigStore(alone, protocol)) {
            store.write(ConfigWriteContract.NOTE, OptionalLong.empty(), state -> {
                state.put(key, parameter);
                return true;
            });
            assertWritesNothing(alone, protocol);
            assertThatThrownBy(() -> store.write(ConfigWriteContract.NOTE, OptionalLong.empty(), state -> {
                        throw new IllegalStateException("changed its mind");
                    }))
                    .hasMessage("changed its mind");
            assertWritesNothing(alone, protocol);
            assertThat(store.fetch("all").globals()).containsKey("valid-lifetime");
        }
    }

    private static void assertWritesNothing(Database alone, Protocol protocol) {
        assertThatThrownBy(() -> alone.call("by-hand", 1, connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.executeUpdate("delete from " + protocol.label() + "_global_parameter");
                    }
                }))
                .isInstanceOf(StoreFailure.class);
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
