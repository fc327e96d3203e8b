package io.holdfast.store.tls;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * MySQL under another root directory, {@code HOLDFAST_TEST_MYSQL_ROOT}, where {@code usr/sbin/mysqld} is and a user
 * {@code mysql}; to go there takes the rights of root. A server that is only given by its address is of no use here:
 * its certificates are its own.
 */
final class RealMysqlTlsServer extends MysqlTlsServer {

    /** Whatever the server thinks of what it finds. */
    private static final String RELOAD = "alter instance reload tls no rollback on error";

    private final Path directory;
    private final Process process;
    private final int port;

    /** Aborts the test where there is no such MySQL. */
    static RealMysqlTlsServer start(TestCertificates certificates) throws Exception {
        String root = System.getenv("HOLDFAST_TEST_MYSQL_ROOT");
        if (root == null || !Files.isExecutable(Path.of(root, "usr/sbin/mysqld"))) {
            throw new TestAbortedException("NOT TRIED WITH MYSQL: no usr/sbin/mysqld under HOLDFAST_TEST_MYSQL_ROOT");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new TestAbortedException("NOT TRIED WITH MYSQL: changing the root directory takes the user root");
        }
        return new RealMysqlTlsServer(
                Path.of(root), Files.createTempDirectory(Path.of(root, "tmp"), "holdfast-tls"), certificates);
    }

    private RealMysqlTlsServer(Path root, Path directory, TestCertificates certificates) throws Exception {
        super(directory, "/" + root.relativize(directory), certificates);
        this.directory = directory;
        String inside = "/" + root.relativize(directory);
        Path data = Files.createDirectory(directory.resolve("data"));
        chown(root, inside + "/data");
        Process made = mysqld(root, List.of("--initialize-insecure", "--datadir=" + inside + "/data"));
        if (made.waitFor() != 0) {
            throw new IllegalStateException("mysqld cannot make " + data + ":\n" + log());
        }
        port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--datadir=" + inside + "/data",
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + inside + "/data/socket",
                "--mysqlx=OFF",
                "--innodb-buffer-pool-size=32M"));
        arguments.addAll(arguments(CIPHERS));
        process = mysqld(root, arguments);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(this::answers);
        makeUsers();
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("mysqld has ended:\n" + log());
        }
        try {
            execute("select 1");
            return true;
        } catch (SQLException e) {
            return false; // not yet
        }
    }

    private static void chown(Path root, String path) throws Exception {
        Process process = new ProcessBuilder("chroot", root.toString(), "chown", "mysql", path)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("cannot give " + path + " to the user mysql");
        }
    }

    private Process mysqld(Path root, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("chroot", root.toString(), "/usr/sbin/mysqld", "--no-defaults", "--user=mysql"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void show(Path certificate, Path key) throws Exception {
        write(certificate, key);
        try {
            execute(RELOAD);
        } catch (SQLException e) {
            // It sees itself what is wrong with a certificate on purpose, and then uses it, as it was told to.
            if (!String.valueOf(e.getMessage()).contains("Invalid certificates")) {
                throw e;
            }
        }
    }

    @Override
    public void offer(boolean tls) throws Exception {
        execute("set global tls_version = '" + (tls ? "TLSv1.2,TLSv1.3" : "") + "'", RELOAD);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            org.springframework.util.FileSystemUtils.deleteRecursively(directory);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
