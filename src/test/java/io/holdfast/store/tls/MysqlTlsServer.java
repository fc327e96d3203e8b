package io.holdfast.store.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What MariaDB and MySQL have in common. */
abstract class MysqlTlsServer implements TlsServer {

    static final String CIPHERS = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";

    private final Path directory;
    private final String shown;

    /**
     * @param directory for the server's files, as we see it
     * @param shown the same directory, as the server sees it
     */
    MysqlTlsServer(Path directory, String shown, TestCertificates certificates) throws IOException {
        this.directory = directory;
        this.shown = shown;
        Files.copy(certificates.certificate("ours"), directory.resolve("ca.pem"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        write(certificates.certificate("good"), certificates.key("good"));
    }

    /** @param ciphers as the server wants them listed */
    final List<String> arguments(String ciphers) {
        return List.of(
                "--ssl-ca=" + shown + "/ca.pem",
                "--ssl-cert=" + shown + "/server.crt",
                "--ssl-key=" + shown + "/server.key",
                "--ssl-cipher=" + ciphers);
    }

    final void write(Path certificate, Path key) throws IOException {
        for (Path file : List.of(certificate, key)) {
            Path to = directory.resolve(file.equals(key) ? "server.key" : "server.crt");
            Files.write(to, Files.readAllBytes(file));
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    final void makeUsers() throws SQLException {
        execute(
                "create database leases",
                "create user plain identified by 'sesame'",
                "create user certified identified by 'sesame' require x509",
                "grant all on leases.* to plain, certified");
    }

    final Connection administer() throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port() + "/?user=root&sslMode=DISABLED");
    }

    final void execute(String... statements) throws SQLException {
        try (Connection connection = administer();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    @Override
    public String cipher(Connection connection) throws SQLException {
        return PostgresqlTlsServer.first(connection, "show session status like 'Ssl_cipher'", 2);
    }

    @Override
    public String type() {
        return "mysql";
    }

    @Override
    public String database() {
        return "leases";
    }
}
