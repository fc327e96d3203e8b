package io.holdfast.store.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.app.command.RootCommand;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.store.Database;
import io.holdfast.store.Dialect;
import io.holdfast.store.FaultListener;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** What the TLS parameters do, against a real server that has, or lacks, what they ask for. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsContract {

    private static final String CLEAR = "clear";

    private Path directory;
    private TestCertificates certificates;
    private TlsServer server;
    private String shown = "good";
    private boolean offered = true;

    abstract TlsServer start(Path directory, TestCertificates certificates) throws Exception;

    @BeforeAll
    @Timeout(180)
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Path files = Files.createDirectory(directory.resolve("certificates"));
        certificates = TestCertificates.standard(files);
        server = start(Files.createDirectory(directory.resolve("server")), certificates);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void asUsual() throws Exception {
        show("good");
        offer(true);
    }

    private void show(String certificate) throws Exception {
        if (!shown.equals(certificate)) {
            offer(true);
            server.show(certificates.certificate(certificate), certificates.key(certificate));
            shown = certificate;
        }
    }

    private void offer(boolean tls) throws Exception {
        if (offered != tls) {
            server.offer(tls);
            offered = tls;
        }
    }

    private Map<String, Object> as(String user, String... parameters) {
        Map<String, Object> database = new LinkedHashMap<>(Map.of(
                "type",
                server.type(),
                "name",
                server.database(),
                "host",
                "localhost",
                "port",
                (long) server.port(),
                "user",
                user,
                "password",
                TlsServer.PASSWORD));
        for (int i = 0; i < parameters.length; i += 2) {
            database.put(parameters[i], parameters[i + 1]);
        }
        return database;
    }

    /** By the way of a configuration, so that it is the operator's words that are tried. */
    private static BackendSettings settings(Map<String, Object> database) throws Exception {
        String config = JsonWriter.compact(Map.of("Dhcp4", Map.of("lease-database", database)));
        return ConfigCompiler.compile(config, "test").config().leaseDatabase();
    }

    private static Dialect dialect(BackendSettings settings) {
        return settings.type() == Type.MYSQL ? new MysqlDialect() : new PostgresqlDialect();
    }

    private static Connection connect(Map<String, Object> database) throws Exception {
        BackendSettings settings = settings(database);
        return dialect(settings)
                .connect(settings, settings.hosts().getFirst(), settings.password(), Dialect.Pace.PROMPT);
    }

    /** The cipher suite as the server sees it, {@code clear}, or why there is no connection. */
    private String outcome(Map<String, Object> database) throws Exception {
        try (Connection connection = connect(database)) {
            String cipher = server.cipher(connection);
            return cipher.isEmpty() ? CLEAR : cipher;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String authority(String name) {
        return certificates.certificate(name).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            good      | disable     | -    | clear
            good      | prefer      | -    | TLS_AES
            good      | require     | -    | TLS_AES
            good      | -           | ours | TLS_AES
            good      | prefer      | ours | TLS_AES
            good      | require     | ours | TLS_AES
            good      | verify-ca   | ours | TLS_AES
            good      | verify-full | ours | TLS_AES
            stranger  | disable     | -    | clear
            stranger  | prefer      | -    | TLS_AES
            stranger  | require     | -    | TLS_AES
            stranger  | -           | ours | TLS: the server's certificate (CN=stranger) was issued by 'CN=other', which trust-anchor
            stranger  | prefer      | ours | TLS: the server's certificate (CN=stranger) was issued by 'CN=other', which trust-anchor
            stranger  | require     | ours | TLS: the server's certificate (CN=stranger) was issued by 'CN=other', which trust-anchor
            stranger  | verify-ca   | ours | TLS: the server's certificate (CN=stranger) was issued by 'CN=other', which trust-anchor
            stranger  | verify-full | ours | TLS: the server's certificate (CN=stranger) was issued by 'CN=other', which trust-anchor
            stranger  | verify-full | other | TLS_AES
            elsewhere | disable     | -    | clear
            elsewhere | prefer      | -    | TLS_AES
            elsewhere | require     | ours | TLS_AES
            elsewhere | verify-ca   | ours | TLS_AES
            elsewhere | verify-full | ours | TLS: the server's certificate is for db.example.org, 192.0.2.1, not for localhost (ssl-mode verify-full)
            expired   | disable     | -    | clear
            expired   | prefer      | -    | TLS_AES
            expired   | require     | -    | TLS_AES
            expired   | prefer      | ours | TLS: the server's certificate (CN=expired) expired on 20
            expired   | require     | ours | TLS: the server's certificate (CN=expired) expired on 20
            expired   | verify-ca   | ours | TLS: the server's certificate (CN=expired) expired on 20
            expired   | verify-full | ours | TLS: the server's certificate (CN=expired) expired on 20
            future    | require     | -    | TLS_AES
            future    | verify-ca   | ours | TLS: the server's certificate (CN=future) is not valid before 20
            alone     | verify-full | alone | TLS_AES
            expired-alone | verify-ca   | expired-alone | TLS: the server's certificate (CN=expired-alone) expired on 20
            expired-alone | verify-full | expired-alone | TLS: the server's certificate (CN=expired-alone) expired on 20
            orphan    | verify-ca   | bygone | TLS: the server's certificate (CN=orphan) was issued by 'CN=bygone', whose own certificate in trust-anchor
            orphan    | verify-full | bygone | TLS: the server's certificate (CN=orphan) was issued by 'CN=bygone', whose own certificate in trust-anchor
            """)
    void certificateOfTheServer(String certificate, String mode, String anchor, String expected) throws Exception {
        show(certificate);
        Map<String, Object> database = as(TlsServer.PLAIN);
        if (!mode.equals("-")) {
            database.put("ssl-mode", mode);
        }
        if (!anchor.equals("-")) {
            database.put("trust-anchor", authority(anchor));
        }
        assertThat(outcome(database)).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            disable     | -    | clear
            prefer      | -    | clear
            prefer      | ours | clear
            require     | -    | TLS: the server offers no TLS, and ssl-mode require does not go without
            -           | ours | TLS: the server offers no TLS, and ssl-mode verify-ca does not go without
            verify-ca   | ours | TLS: the server offers no TLS, and ssl-mode verify-ca does not go without
            verify-full | ours | TLS: the server offers no TLS, and ssl-mode verify-full does not go without
            """)
    void serverWithoutTls(String mode, String anchor, String expected) throws Exception {
        offer(false);
        Map<String, Object> database = as(TlsServer.PLAIN);
        if (!mode.equals("-")) {
            database.put("ssl-mode", mode);
        }
        if (!anchor.equals("-")) {
            database.put("trust-anchor", authority(anchor));
        }
        assertThat(outcome(database)).startsWith(expected);
    }

    /** Of both kinds of keys, in both versions of TLS. */
    @ParameterizedTest
    @CsvSource({"require", "verify-ca", "verify-full"})
    void clientCertificateGiven(String mode) throws Exception {
        for (String client : List.of("client", "rsa-client")) {
            Map<String, Object> database = asClient(mode, client);
            assertThat(outcome(database)).startsWith("TLS_AES");
            database.put("cipher-list", "ECDHE-ECDSA-AES256-GCM-SHA384");
            if (client.equals("client") || server.takesOtherKeys()) {
                assertThat(outcome(database)).isEqualTo("ECDHE-ECDSA-AES256-GCM-SHA384");
            } else {
                assertThat(outcome(database))
                        .endsWith("; it asks for a client certificate with a key of the kind EC, and "
                                + certificates.certificate(client) + " (CN=rsa-client) has one of the kind RSA");
            }
        }
    }

    private Map<String, Object> asClient(String mode, String client) {
        return as(
                TlsServer.CERTIFIED,
                "ssl-mode",
                mode,
                "trust-anchor",
                authority("ours"),
                "cert-file",
                certificates.certificate(client).toString(),
                "key-file",
                certificates.key(client).toString());
    }

    /** With {@code prefer}, too: what is encrypted and refused is not tried in clear text. */
    @ParameterizedTest
    @CsvSource({"prefer", "require", "verify-ca", "verify-full"})
    void clientCertificateMissing(String mode) throws Exception {
        assertThat(outcome(as(TlsServer.CERTIFIED, "ssl-mode", mode, "trust-anchor", authority("ours"))))
                .contains("it asks for a client certificate, which this account may need, and cert-file and key-file"
                        + " are not given");
    }

    /** pgjdbc has the same kind of error for this as for a server without TLS. */
    @Test
    void aPasswordThatIsMissingIsNoReasonForClearText() throws Exception {
        Map<String, Object> database = asClient("prefer", "client");
        database.remove("password");
        assertThat(outcome(database)).containsIgnoringCase("password").doesNotContain("TLS");
    }

    @ParameterizedTest
    @CsvSource({"prefer", "require", "verify-ca", "verify-full"})
    void clientCertificateOfAnotherAuthority(String mode) throws Exception {
        assertThat(outcome(asClient(mode, "foreign-client")))
                .satisfies(says -> notAccepted(says, certificates.certificate("foreign-client"), "CN=foreign-client"));
        Map<String, Object> older = asClient(mode, "foreign-client");
        older.put("cipher-list", "ECDHE-ECDSA-AES256-GCM-SHA384");
        assertThat(outcome(older))
                .satisfies(says -> notAccepted(says, certificates.certificate("foreign-client"), "CN=foreign-client"));
    }

    /** The server's alert gets lost when it closes the connection before we have read it; there is no telling when. */
    private static void notAccepted(String says, Path file, String subject) {
        String shown = "the client certificate " + file + " (" + subject + ")";
        if (says.contains("it says")) {
            assertThat(says).startsWith("TLS: the server does not accept " + shown + " (it says '");
        } else {
            assertThat(says)
                    .startsWith("TLS: the connection ended ")
                    .contains(" the handshake (", "); " + shown + " was shown, and may not be the one it wants");
        }
    }

    @ParameterizedTest
    @CsvSource({"prefer", "verify-full"})
    void clientCertificateExpired(String mode) throws Exception {
        assertThat(outcome(asClient(mode, "expired-client")))
                .satisfies(says -> notAccepted(says, certificates.certificate("expired-client"), "CN=expired-client"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ECDHE-ECDSA-AES256-GCM-SHA384                             | ECDHE-ECDSA-AES256-GCM-SHA384
            TLS_AES_128_GCM_SHA256                                    | TLS_AES_128_GCM_SHA256
            TLS_CHACHA20_POLY1305_SHA256                              | TLS_CHACHA20_POLY1305_SHA256
            ECDHE-ECDSA-AES128-GCM-SHA256:TLS_AES_256_GCM_SHA384      | TLS_AES_256_GCM_SHA384
            """)
    void onlyTheCiphersOfTheListAreUsed(String list, String expected) throws Exception {
        for (String mode : List.of("prefer", "require")) {
            assertThat(outcome(as(TlsServer.PLAIN, "ssl-mode", mode, "cipher-list", list)))
                    .isEqualTo(expected);
        }
        assertThat(outcome(as(TlsServer.PLAIN, "cipher-list", list))).isEqualTo(expected);
        for (String mode : List.of("verify-ca", "verify-full")) {
            assertThat(outcome(as(
                            TlsServer.PLAIN, "ssl-mode", mode, "cipher-list", list, "trust-anchor", authority("ours"))))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"prefer", "require", "verify-ca", "verify-full"})
    void noCipherInCommon(String mode) throws Exception {
        assertThat(outcome(as(
                        TlsServer.PLAIN,
                        "ssl-mode",
                        mode,
                        "trust-anchor",
                        authority("ours"),
                        "cipher-list",
                        "ECDHE-ECDSA-AES128-GCM-SHA256")))
                .startsWith("TLS: the server accepts none of our protocol versions and cipher suites, which cipher-list"
                        + " limits to TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (it says 'handshake_failure')");
    }

    @ParameterizedTest
    @CsvSource({"prefer", "require", "verify-ca", "verify-full"})
    void filesThatAreMissing(String mode) throws Exception {
        assertThat(outcome(as(TlsServer.PLAIN, "ssl-mode", mode, "trust-anchor", authority("nobody"))))
                .isEqualTo("TLS: cannot read trust-anchor " + authority("nobody") + ": there is no such file");
        Map<String, Object> database = asClient(mode, "client");
        database.put("key-file", certificates.key("nobody").toString());
        assertThat(outcome(database))
                .isEqualTo("TLS: cannot read key-file " + certificates.key("nobody") + ": there is no such file");
        database.put("cert-file", authority("nobody"));
        assertThat(outcome(database))
                .isEqualTo("TLS: cannot read cert-file " + authority("nobody") + ": there is no such file");
    }

    @Test
    void aDirectoryOfAuthorities() throws Exception {
        Path authorities = Files.createTempDirectory(directory, "authorities");
        Files.copy(certificates.certificate("other"), authorities.resolve("other.pem"));
        Files.copy(certificates.certificate("ours"), authorities.resolve("0123abcd.0"));
        Files.copy(certificates.key("ours"), authorities.resolve("key.pem"));
        for (String certificate : List.of("good", "stranger")) {
            show(certificate);
            assertThat(outcome(as(TlsServer.PLAIN, "ssl-mode", "verify-full", "trust-anchor", authorities.toString())))
                    .startsWith("TLS_AES");
        }
    }

    /** An authority that has expired is nobody, but does not take the others along. */
    @Test
    void anAuthorityThatHasExpiredAmongOthers() throws Exception {
        Path authorities = Files.createTempDirectory(directory, "authorities");
        Files.copy(certificates.certificate("bygone"), authorities.resolve("bygone.pem"));
        Files.copy(certificates.certificate("ours"), authorities.resolve("ours.pem"));
        Map<String, Object> database =
                as(TlsServer.PLAIN, "ssl-mode", "verify-full", "trust-anchor", authorities.toString());
        assertThat(outcome(database)).startsWith("TLS_AES");
        show("orphan");
        assertThat(outcome(database))
                .contains("was issued by 'CN=bygone', whose own certificate in trust-anchor " + authorities
                        + " expired on 20");
    }

    /** By address: an alternative name that is an address is compared as one. */
    @Test
    void theHostMayBeAnAddress() throws Exception {
        Map<String, Object> database =
                as(TlsServer.PLAIN, "ssl-mode", "verify-full", "trust-anchor", authority("ours"));
        database.put("host", "127.0.0.1");
        assertThat(outcome(database)).startsWith("TLS_AES");
        show("elsewhere");
        assertThat(outcome(database)).contains("is for db.example.org, 192.0.2.1, not for 127.0.0.1");
    }

    @Test
    void filesChangedOnDiskAreUsedByTheNextConnection() throws Exception {
        Path anchor = Files.copy(
                certificates.certificate("ours"), directory.resolve("anchor.pem"), StandardCopyOption.REPLACE_EXISTING);
        BackendSettings settings =
                settings(as(TlsServer.PLAIN, "ssl-mode", "verify-full", "trust-anchor", anchor.toString()));
        try (Database database = new Database(
                "lease", settings, dialect(settings), PoolSettings.simple(1), FaultListener.NONE, Meters.NONE)) {
            database.probe();
            show("stranger");
            assertThatThrownBy(database::probe).isInstanceOf(BackendUnavailable.class);
            Files.copy(certificates.certificate("other"), anchor, StandardCopyOption.REPLACE_EXISTING);
            database.probe();
        }
    }

    @Test
    void aClientCertificateRenewedOnDiskIsUsedByTheNextConnection() throws Exception {
        Path certificate = directory.resolve("renewed.pem");
        Path key = directory.resolve("renewed-key.pem");
        Map<String, Object> database = asClient("verify-full", "client");
        database.put("cert-file", certificate.toString());
        database.put("key-file", key.toString());
        Files.copy(certificates.certificate("expired-client"), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificates.key("expired-client"), key, StandardCopyOption.REPLACE_EXISTING);
        assertThat(outcome(database)).satisfies(says -> notAccepted(says, certificate, "CN=expired-client"));
        Files.copy(certificates.certificate("client"), certificate, StandardCopyOption.REPLACE_EXISTING);
        assertThat(outcome(database)).contains("is not the one of the certificate in cert-file");
        Files.copy(certificates.key("client"), key, StandardCopyOption.REPLACE_EXISTING);
        assertThat(outcome(database)).startsWith("TLS_AES");
    }

    @Test
    void aRefusalIsOneErrorLineThatNamesTheBackend() throws Exception {
        offer(false);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("io.holdfast.store.BackendSource");
        lines.start();
        logger.addAppender(lines);
        BackendSettings settings = settings(as(TlsServer.PLAIN, "ssl-mode", "require"));
        try (Database database = new Database(
                "lease", settings, dialect(settings), PoolSettings.simple(1), FaultListener.NONE, Meters.NONE)) {
            for (int tries = 0; tries < 3; tries++) {
                assertThatThrownBy(database::probe)
                        .isInstanceOf(BackendUnavailable.class)
                        .hasMessage("lease database (" + settings
                                + "): TLS: the server offers no TLS, and ssl-mode require does not go without"
                                + " (SQLSTATE 08004)");
            }
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage())
                    .contains(settings.toString(), "the server offers no TLS")
                    .doesNotContain(TlsServer.PASSWORD);
        });
    }

    /** As if the driver had not done what it was told to. */
    @Test
    void aClearTextConnectionIsRefusedWhateverTheDriverThinks() throws Exception {
        BackendSettings settings =
                settings(as(TlsServer.PLAIN, "ssl-mode", "verify-full", "trust-anchor", authority("ours")));
        Connection clear = connect(as(TlsServer.PLAIN, "ssl-mode", "disable"));
        Throwable refusal =
                catchThrowable(() -> TlsConnector.connect(settings.tls().orElseThrow(), key -> clear, e -> false));
        assertThat(refusal)
                .isInstanceOf(TlsRefusedException.class)
                .hasMessage("TLS: the connection would be in clear text, and ssl-mode verify-full does not allow that");
        assertThat(clear.isClosed()).isTrue();
    }

    private static String command(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new RootCommand());
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(said, true));
        line.execute(arguments);
        return said.toString();
    }

    @Test
    void commandsTakeTheParametersOfAConfiguration() throws Exception {
        Map<String, Object> database = asClient("verify-full", "client");
        Path config = directory.resolve("config.json");
        Files.writeString(config, JsonWriter.compact(Map.of("Dhcp4", Map.of("lease-database", database))));
        assertThat(command("db-version", "-c", config.toString())).contains("empty");
        show("elsewhere");
        assertThat(command("db-version", "-c", config.toString()))
                .contains("the server's certificate is for db.example.org");
    }

    @Test
    void commandsHaveTheParametersAsOptions() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), TlsServer.PASSWORD);
        String[] arguments = {
            "db-version",
            "--type=" + server.type(),
            "--name=" + server.database(),
            "--port=" + server.port(),
            "--user=" + TlsServer.CERTIFIED,
            "--password-file=" + password,
            "--ssl-mode=verify-full",
            "--trust-anchor=" + authority("ours"),
            "--cert-file=" + certificates.certificate("client"),
            "--key-file=" + certificates.key("client"),
            "--cipher-list=TLS_AES_128_GCM_SHA256"
        };
        assertThat(command(arguments)).contains("empty");
        arguments[7] = "--trust-anchor=" + authority("other");
        assertThat(command(arguments)).contains("the server's certificate (CN=good) was issued by 'CN=ours'");
    }

    /** What is not about TLS keeps its own words. */
    @Test
    void otherErrorsStayWhatTheyAre() throws Exception {
        Map<String, Object> database =
                as(TlsServer.PLAIN, "ssl-mode", "verify-full", "trust-anchor", authority("ours"));
        database.put("name", "nowhere");
        assertThat(outcome(database)).contains("nowhere").doesNotContain("TLS");
        database.put("port", 1L);
        assertThat(outcome(database)).doesNotContain("TLS");
    }
}
