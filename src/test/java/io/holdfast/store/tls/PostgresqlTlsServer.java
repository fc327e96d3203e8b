package io.holdfast.store.tls;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** PostgreSQL from Maven. */
final class PostgresqlTlsServer implements TlsServer {

    private final Path certificate;
    private final Path key;
    private final EmbeddedPostgres server;

    PostgresqlTlsServer(Path directory, TestCertificates certificates) throws Exception {
        certificate = directory.resolve("postgresql.crt");
        key = directory.resolve("postgresql.key");
        write(certificates.certificate("good"), certificates.key("good"));
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl_cert_file", certificate.toString())
                .setServerConfig("ssl_key_file", key.toString())
                .setServerConfig("ssl_ca_file", certificates.certificate("ours").toString())
                .setServerConfig("ssl_ciphers", "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384")
                .start();
        execute(
                "create user plain password 'sesame'",
                "create user certified password 'sesame'",
                "grant all on database postgres to plain, certified");
        Path rules = Path.of(query("show hba_file"));
        Files.writeString(rules, """
                hostssl all certified all scram-sha-256 clientcert=verify-ca
                host all plain all scram-sha-256
                """ + Files.readString(rules));
        offer(true); // not by the command line, which nothing could overrule
    }

    private void write(Path newCertificate, Path newKey) throws IOException {
        Files.write(certificate, Files.readAllBytes(newCertificate));
        Files.write(key, Files.readAllBytes(newKey));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /** A session that was begun after the reload was begun by a server that has done it. */
    private void reload() throws SQLException {
        String before = query("select pg_conf_load_time()");
        execute("select pg_reload_conf()");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !query("select pg_conf_load_time()").equals(before));
    }

    @Override
    public void show(Path newCertificate, Path newKey) throws Exception {
        write(newCertificate, newKey);
        reload();
    }

    @Override
    public void offer(boolean tls) throws Exception {
        execute("alter system set ssl = " + (tls ? "on" : "off"));
        reload();
    }

    private Connection administer() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + server.getPort()
                + "/postgres?user=postgres&password=postgres&sslmode=disable");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = administer();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private String query(String text) throws SQLException {
        try (Connection connection = administer()) {
            return first(connection, text, 1);
        }
    }

    static String first(Connection connection, String text, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            return rows.next() ? rows.getString(column) : "";
        }
    }

    @Override
    public String cipher(Connection connection) throws SQLException {
        String cipher = first(connection, "select cipher from pg_stat_ssl where ssl and pid = pg_backend_pid()", 1);
        return cipher;
    }

    @Override
    public String type() {
        return "postgresql";
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public String database() {
        return "postgres";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
