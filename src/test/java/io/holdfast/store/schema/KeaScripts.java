package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Kea's own scripts, in a directory with {@code mysql} and {@code pgsql}: the create scripts of Kea 2.2 and the upgrade
 * scripts of Kea 2.6 and 3.0. They need the clients {@code psql} and {@code mysql}, and Kea's {@code admin-utils.sh}
 * where they were built for.
 */
record KeaScripts(Path directory) {

    private static final String VARIABLE = "HOLDFAST_TEST_KEA_SCRIPTS";

    /** Aborts the test where there are none. */
    static KeaScripts given() {
        String directory = System.getenv(VARIABLE);
        if (directory == null) {
            throw new TestAbortedException(VARIABLE + " does not name a directory with Kea's database scripts");
        }
        return new KeaScripts(Path.of(directory));
    }

    /** The tables of Kea 2.2. */
    void create(TestDatabase database) throws SQLException {
        boolean postgresql = postgresql(database);
        Path script = folder(database).resolve(postgresql ? "dhcpdb_create.pgsql" : "dhcpdb_create.mysql");
        List<String> client = new ArrayList<>(
                postgresql ? List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1") : List.of("mysql", "--no-defaults"));
        client.addAll(arguments(database));
        run(client, script, database);
    }

    /** Runs upgrade scripts until the database has the version. Aborts the test when there is none that leads to it. */
    void upgrade(TestDatabase database, String version) throws SQLException {
        String from = version(database);
        for (Path script : upgrades(database)) {
            if (version(database).equals(version)) {
                return;
            }
            List<String> command = new ArrayList<>(List.of("sh", script.toString()));
            command.addAll(arguments(database));
            run(command, null, database);
        }
        if (!version(database).equals(version)) {
            throw new TestAbortedException("no scripts in " + directory + " lead from " + from + " to " + version);
        }
    }

    static String version(TestDatabase database) throws SQLException {
        return new SchemaMigrator(database.settings())
                .version(FreshDatabases.source(database))
                .toString();
    }

    private List<Path> upgrades(TestDatabase database) {
        try (Stream<Path> files = Files.list(folder(database))) {
            return files.filter(file -> file.getFileName().toString().compareTo("upgrade_013") >= 0)
                    .filter(file -> file.getFileName().toString().startsWith("upgrade_"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(TestDatabase database) {
        return directory.resolve(postgresql(database) ? "pgsql" : "mysql");
    }

    private static boolean postgresql(TestDatabase database) {
        return database.settings().type() == Type.POSTGRESQL;
    }

    private static List<String> arguments(TestDatabase database) {
        BackendSettings to = database.settings();
        String host =
                to.host().host().equals("localhost") ? "127.0.0.1" : to.host().host();
        String user = Objects.requireNonNull(to.user());
        String name = Objects.requireNonNull(to.name());
        return postgresql(database)
                ? List.of("--host=" + host, "--port=" + to.host().port(), "--username=" + user, "--dbname=" + name)
                : List.of(
                        "--host=" + host,
                        "--port=" + to.host().port(),
                        "--user=" + user,
                        "--password=" + password(to),
                        name);
    }

    private static String password(BackendSettings to) {
        return to.password() == null ? "" : to.password();
    }

    private static void run(List<String> command, @Nullable Path input, TestDatabase database) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password(database.settings()));
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + output);
            }
        } catch (IOException e) {
            throw new TestAbortedException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
