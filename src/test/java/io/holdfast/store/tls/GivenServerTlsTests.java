package io.holdfast.store.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.store.Dialect;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers as they come, with the certificates they have made for themselves, or without TLS. */
class GivenServerTlsTests {

    @TempDir
    private Path directory;

    private static Connection connect(TestDatabase server, String mode, @Nullable Path anchor)
            throws ConfigException, SQLException {
        BackendSettings given = server.settings();
        Map<String, Object> database = new LinkedHashMap<>();
        database.put("type", server.dialect() instanceof io.holdfast.store.mysql.MysqlDialect ? "mysql" : "postgresql");
        database.put("name", String.valueOf(given.name()));
        database.put("host", given.hosts().getFirst().host());
        database.put("port", (long) given.hosts().getFirst().port());
        database.put("user", String.valueOf(given.user()));
        database.put("ssl-mode", mode);
        if (anchor != null) {
            database.put("trust-anchor", anchor.toString());
        }
        BackendSettings settings = ConfigCompiler.compile(
                        JsonWriter.compact(Map.of("Dhcp4", Map.of("lease-database", database))), "test")
                .config()
                .leaseDatabase();
        return server.dialect().connect(settings, settings.hosts().getFirst(), given.password(), Dialect.Pace.PROMPT);
    }

    private void encryptsButIsNotTrusted(TestDatabase server) throws Exception {
        try (Connection connection = connect(server, "require", null)) {
            assertThat(PostgresqlTlsServer.first(connection, "show session status like 'Ssl_cipher'", 2))
                    .isNotEmpty();
        }
        TestCertificates certificates = new TestCertificates(directory);
        certificates.authority("ours");
        assertThatThrownBy(() -> connect(server, "verify-ca", certificates.certificate("ours")))
                .isInstanceOf(TlsRefusedException.class)
                .hasMessageContaining("was issued by")
                .hasMessageContaining("which trust-anchor " + certificates.certificate("ours"));
        try (Connection connection = connect(server, "disable", null)) {
            assertThat(PostgresqlTlsServer.first(connection, "show session status like 'Ssl_cipher'", 2))
                    .isEmpty();
        }
    }

    @Test
    void mariadb() throws Exception {
        encryptsButIsNotTrusted(TestDatabases.mariadb());
    }

    /** Aborts where there is no MySQL. */
    @Test
    void mysql() throws Exception {
        encryptsButIsNotTrusted(TestDatabases.mysql());
    }

    @Test
    void postgresqlWithoutTls() {
        assertThatThrownBy(() -> connect(TestDatabases.postgresql(), "require", null))
                .isInstanceOf(TlsRefusedException.class)
                .hasMessage("TLS: the server offers no TLS, and ssl-mode require does not go without");
    }
}
