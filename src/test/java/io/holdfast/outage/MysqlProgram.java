package io.holdfast.outage;

import io.holdfast.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A MySQL that lives in a root directory of its own; Maven has none. */
final class MysqlProgram implements DatabaseProgram {

    static final String ROOT = "HOLDFAST_TEST_MYSQL_ROOT";

    /** Smaller than as shipped, so that copies are made quickly. */
    private static final String SMALL_LOG = "--innodb-redo-log-capacity=16M";

    private final Path root;

    MysqlProgram() {
        String given = System.getenv(ROOT);
        if (given == null || !Files.isExecutable(Path.of(given, "usr", "sbin", "mysqld"))) {
            throw new TestAbortedException(
                    "no MySQL server to break: " + ROOT + " names no root directory with mysqld");
        }
        if (!Commands.isRoot()) {
            throw new TestAbortedException("only root may start the MySQL in " + ROOT);
        }
        root = Path.of(given);
    }

    @Override
    public Path home() {
        return Leftovers.directoryIn(root.resolve("tmp"));
    }

    @Override
    public void initialise(Path data) {
        Path statements = home().resolve("administrator.sql");
        try {
            Files.writeString(statements, """
                    create user 'root'@'127.0.0.1' identified by '';
                    grant all on *.* to 'root'@'127.0.0.1' with grant option;
                    """);
        } catch (IOException e) {
            throw new IllegalStateException("cannot prepare MySQL's first statements", e);
        }
        List<String> command = new ArrayList<>(mysqld());
        command.addAll(List.of(
                "--no-defaults",
                "--user=root",
                "--initialize-insecure",
                SMALL_LOG,
                "--datadir=" + inside(data),
                "--init-file=" + inside(statements)));
        Commands.run(command);
    }

    @Override
    public List<String> command(Path data, int port, boolean readOnly) {
        List<String> command = new ArrayList<>(mysqld());
        command.addAll(MysqlFamily.arguments(inside(data), port));
        command.add(SMALL_LOG);
        command.add("--mysqlx=OFF");
        // Or an ordinary user may not make triggers.
        command.add("--log-bin-trust-function-creators=ON");
        command.add("--super-read-only=" + (readOnly ? "ON" : "OFF"));
        return command;
    }

    private List<String> mysqld() {
        return List.of("chroot", root.toString(), "/usr/sbin/mysqld");
    }

    /** The same place as a process sees it whose root is ours. */
    private String inside(Path path) {
        return "/" + root.relativize(path);
    }

    @Override
    public Signals.Kind orderlyEnd() {
        return Signals.Kind.TERM;
    }

    @Override
    public TestDatabase administrator(int port) {
        return MysqlFamily.administrator(port);
    }

    @Override
    public List<String> user(String name, String password, List<String> databases) {
        return MysqlFamily.user(name, password, databases);
    }

    /** Switching the stricter one on takes the other with it, but not so switching it off. */
    @Override
    public List<String> readOnly(boolean wanted) {
        return wanted ? List.of("set global super_read_only = on") : List.of("set global read_only = off");
    }

    @Override
    public String sessionsEnd(String user) {
        return MysqlFamily.sessionsEnd(user);
    }
}
