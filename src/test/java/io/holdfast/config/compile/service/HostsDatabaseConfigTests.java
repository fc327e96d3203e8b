package io.holdfast.config.compile.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.Configs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hosts-databases}: parameters are those of a lease database. */
class HostsDatabaseConfigTests {

    @Test
    void severalAreKeptInTheirOrder() {
        List<BackendSettings> databases = Configs.server("""
                "hosts-databases": [
                  {"type": "mysql", "name": "one", "host": "db1", "readonly": true, "on-fail": "serve-retry-continue"},
                  {"type": "postgresql", "name": "two", "retry-on-startup": true, "max-reconnect-tries": 3,
                   "reconnect-wait-time": 500}]""").hosts().databases();
        assertThat(databases).extracting(BackendSettings::type).containsExactly(Type.MYSQL, Type.POSTGRESQL);
        assertThat(databases).extracting(BackendSettings::readonly).containsExactly(true, false);
        assertThat(databases).extracting(BackendSettings::retryOnStartup).containsExactly(false, true);
        assertThat(databases)
                .extracting(BackendSettings::onFail)
                .containsExactly(OnFail.SERVE_RETRY_CONTINUE, OnFail.STOP_RETRY_EXIT);
        assertThat(databases.getLast().maxReconnectTries()).isEqualTo(3);
    }

    @Test
    void theOldKeywordIsForOne() {
        String old = "\"hosts-database\": {\"type\": \"mysql\", \"name\": \"one\","
                + " \"on-fail\": \"serve-retry-continue\"}";
        assertThat(Configs.server(old).hosts().databases()).hasSize(1);
        assertThat(Configs.warnings(old))
                .singleElement()
                .asString()
                .contains("'hosts-database' is deprecated, write 'hosts-databases'");
    }

    /** Limits count leases; reservations are not counted. */
    @Test
    void withLimitsTheyAreRetriedAllTheSame() {
        assertThat(Configs.server("""
                "hooks-libraries": [{"library": "libdhcp_limits.so"}],
                "hosts-databases": [{"type": "mysql", "name": "one", "retry-on-startup": true,
                  "on-fail": "serve-retry-continue"}]""").hosts().databases().getFirst().retryOnStartup())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "hosts-databases":[{"name":"k"}]                    | hosts-databases[0]: needs 'type' (mysql or postgresql)
            "hosts-databases":[{"type":"memfile"}]              | hosts-databases[0].type: must be mysql or postgresql: a memfile has only leases
            "hosts-databases":[{"type":"mysql"}]                | hosts-databases[0]: needs 'name', the name of the database
            "hosts-databases":[{"type":"mysql","name":"k","tcp-user-timeout":1}] | hosts-databases[0].tcp-user-timeout: is a parameter of postgresql, not of mysql
            "hosts-databases":[{"type":"mysql","name":"k"}],"hosts-database":{"type":"mysql","name":"k"} | hosts-database: 'hosts-database' and 'hosts-databases' exclude each other
            "hosts-database":{}                                 | hosts-database: needs 'type' (mysql or postgresql)
            """)
    void whatIsWrongIsNamedWithItsPlace(String members, String expected) {
        assertThat(Configs.complaints(members)).contains(expected);
    }
}
