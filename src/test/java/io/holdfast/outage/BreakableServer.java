package io.holdfast.outage;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real database server of a test's own, on 127.0.0.1, which the test may break in all the ways in which databases
 * break. It writes through to its disk as it does when shipped. What it acknowledged before {@link #kill} is there after
 * {@link #start}.
 *
 * <p>It has an ordinary user with a password, who owns a database with our tables and an empty one.
 */
public final class BreakableServer implements AutoCloseable {

    /** Room on a small disk for what a server makes when it starts. */
    private static final long HEADROOM = 64L << 20;

    /** MySQL's and MariaDB's number. */
    private static final int NO_SUCH_SESSION = 1094;

    private static final AtomicInteger MADE = new AtomicInteger();

    private final Product product;
    private final DatabaseProgram program;
    private final Path data;
    private final int port = Ports.free();
    private final @Nullable SmallDisk disk;
    private final DatabaseProcess process;
    private boolean readOnly;

    private BreakableServer(Product product, boolean small) {
        Template template = Template.of(product);
        this.product = product;
        this.program = template.program();
        this.data = directory(program.home());
        this.disk = small ? SmallDisk.at(data, template.size() + HEADROOM) : null;
        this.process = new DatabaseProcess(program, data, port);
        Leftovers.add(this);
        template.copyTo(data);
    }

    private static Path directory(Path home) {
        try {
            Path directory = home.resolve("server-" + MADE.incrementAndGet());
            // PostgreSQL refuses data that others can read.
            return Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that accepts connections. Aborts the test where the product cannot be run. */
    public static BreakableServer started(Product product) {
        return started(new BreakableServer(product, false));
    }

    /** The same on a disk that can be filled; aborts the test where there can be none. */
    public static BreakableServer startedOnSmallDisk(Product product) {
        return started(new BreakableServer(product, true));
    }

    private static BreakableServer started(BreakableServer server) {
        try {
            server.start();
            return server;
        } catch (RuntimeException e) { // nobody else would close it
            server.close();
            throw e;
        }
    }

    /** With its data, but not running. */
    public static BreakableServer stopped(Product product) {
        return new BreakableServer(product, false);
    }

    public Product product() {
        return product;
    }

    public int port() {
        return port;
    }

    /** The database with our tables, as the ordinary user. */
    public TestDatabase database() {
        return as(Template.LEASES, Template.USER, Template.PASSWORD);
    }

    /** A database without tables, as the same user. */
    public TestDatabase emptyDatabase() {
        return as(Template.EMPTY, Template.USER, Template.PASSWORD);
    }

    /** The same database as {@link #database}, as one who may do everything. */
    public TestDatabase administrator() {
        BackendSettings all = program.administrator(port).settings();
        return as(Template.LEASES, String.valueOf(all.user()), all.password());
    }

    private TestDatabase as(String database, String user, @Nullable String password) {
        Type type = program.administrator(port).settings().type();
        return TestDatabase.at(type, "127.0.0.1", port, database, user, password);
    }

    public BackendSettings settings() {
        return database().settings();
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    /** On the same port and data as before; returns when the ordinary user can connect. */
    public void start() {
        startWithoutWaiting();
        awaitConnections();
    }

    /** Returns before it accepts connections: it may be recovering for a while. */
    public void startWithoutWaiting() {
        process.launch(readOnly);
    }

    /** Returns when the ordinary user can connect; fails when the server ends instead. */
    public void awaitConnections() {
        process.awaitConnection(database());
    }

    /** SIGKILL to all its processes. */
    public void kill() {
        process.kill();
    }

    /** In order; its clients are told. */
    public void stop() {
        process.stop();
    }

    /** SIGSTOP to all its processes: connections stay and are silent. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** Whether ordinary users may only read, as on a standby; stays so when it is started again. Sessions stay, too. */
    public void readOnly(boolean wanted) {
        program.administrator(port).execute(program.readOnly(wanted).toArray(String[]::new));
        readOnly = wanted;
    }

    /** Ends the ordinary user's sessions, as an administrator may. */
    public void dropSessions() {
        TestDatabase administrator = program.administrator(port);
        List<String> statements = new ArrayList<>();
        try (Connection connection = administrator.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(program.sessionsEnd(Template.USER))) {
            while (found.next()) {
                statements.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot find the sessions on " + process, e);
        }
        statements.forEach(statement -> endSession(administrator, statement));
    }

    private static void endSession(TestDatabase administrator, String statement) {
        try {
            administrator.execute(statement);
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof SQLException cause) || cause.getErrorCode() != NO_SUCH_SESSION) {
                throw e;
            } // it has ended by itself meanwhile
        }
    }

    /** Nothing more can be written to its disk; only for a server on a small one. */
    public void fillDisk() {
        disk().fill();
    }

    public void freeDisk() {
        disk().free();
    }

    private SmallDisk disk() {
        if (disk == null) {
            throw new IllegalStateException(process + " is not on a small disk");
        }
        return disk;
    }

    /** The end of what the server said. */
    public String log() {
        return process.log();
    }

    /** Kills it and takes its data away. */
    @Override
    public void close() {
        Leftovers.remove(this);
        try {
            process.kill();
        } finally {
            if (disk != null) {
                disk.close();
            }
            Leftovers.delete(data);
        }
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
