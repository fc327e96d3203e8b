package io.holdfast.outage;

import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** What MariaDB and MySQL have in common. */
final class MysqlFamily {

    /** Who is at the other end of a TCP connection from this machine; names are not resolved. */
    private static final String HERE = "'127.0.0.1'";

    private MysqlFamily() {}

    static List<String> user(String name, String password, List<String> databases) {
        String user = "'" + name + "'@" + HERE;
        List<String> statements = new ArrayList<>();
        statements.add("create user " + user + " identified by '" + password + "'");
        databases.forEach(database -> {
            statements.add("create database " + database + " character set utf8mb4");
            statements.add("grant all on " + database + ".* to " + user);
        });
        return statements;
    }

    static TestDatabase administrator(int port) {
        return TestDatabase.at(Type.MYSQL, "127.0.0.1", port, "mysql", "root", null);
    }

    static String sessionsEnd(String user) {
        return "select concat('kill ', id) from information_schema.processlist where user = '" + user + "'";
    }

    /** The part of the command line that both understand; {@code data} is also where the socket is made. */
    static List<String> arguments(String data, int port) {
        return List.of(
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                // A server that starts deletes temporary tables, also those of others that keep them in the same place.
                "--tmpdir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--socket=holdfast.sock",
                "--pid-file=holdfast.pid");
    }
}
