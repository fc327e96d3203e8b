package io.holdfast.outage;

import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The PostgreSQL that Maven brings. */
final class PostgresqlProgram implements DatabaseProgram {

    private static final String ACCESS = """
            host all postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private Path programs = Path.of("");

    @Override
    public Path home() {
        return Leftovers.directory();
    }

    /** The embedded one unpacks its programs and makes the directory; it is asked where they are. */
    @Override
    public void initialise(Path data) {
        try (EmbeddedPostgres first = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start();
                Connection connection = first.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select setting from pg_config() where name = 'BINDIR'")) {
            found.next();
            programs = Path.of(found.getString(1));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("cannot make a PostgreSQL data directory", e);
        }
        try {
            Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
        } catch (IOException e) {
            throw new IllegalStateException("cannot set access to PostgreSQL", e);
        }
    }

    @Override
    public List<String> command(Path data, int port, boolean readOnly) {
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c", // in the data directory, or each server killed for good would leave some of it to the machine
                "dynamic_shared_memory_type=mmap"));
        return command;
    }

    /** It refuses to run as root; in a user namespace of its own root is nobody, and owns its files all the same. */
    private static List<String> unprivileged() {
        return Commands.isRoot() ? List.of("unshare", "-U") : List.of();
    }

    @Override
    public Signals.Kind orderlyEnd() {
        return Signals.Kind.INT;
    }

    @Override
    public TestDatabase administrator(int port) {
        return TestDatabase.at(Type.POSTGRESQL, "127.0.0.1", port, "postgres", "postgres", null);
    }

    @Override
    public List<String> user(String name, String password, List<String> databases) {
        List<String> statements = new ArrayList<>();
        statements.add("create role " + name + " login password '" + password + "'");
        databases.forEach(database -> statements.add("create database " + database + " owner " + name));
        return statements;
    }

    /** What it says then is SQLSTATE 25006, as a standby's. */
    @Override
    public List<String> readOnly(boolean wanted) {
        return List.of(
                "alter system set default_transaction_read_only = " + (wanted ? "on" : "off"),
                "select pg_reload_conf()");
    }

    @Override
    public String sessionsEnd(String user) {
        return "select 'select pg_terminate_backend(' || pid || ')' from pg_stat_activity where usename = '" + user
                + "'";
    }
}
