package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The servers on which schemas are tested, each giving out empty databases. */
enum FreshDatabases {
    POSTGRESQL(TestDatabases::postgresql, new SchemaVersion.Numbered(29, 0)),
    MARIADB(TestDatabases::mariadb, new SchemaVersion.Numbered(30, 0)),
    MYSQL(TestDatabases::mysql, new SchemaVersion.Numbered(30, 0));

    private final Supplier<TestDatabase> fresh;
    private final SchemaVersion.Numbered ours;

    FreshDatabases(Supplier<TestDatabase> fresh, SchemaVersion.Numbered ours) {
        this.fresh = fresh;
        this.ours = ours;
    }

    /** The version that we create. */
    SchemaVersion.Numbered ours() {
        return ours;
    }

    DataSource empty() {
        return source(fresh.get());
    }

    TestDatabase database() {
        return fresh.get();
    }

    /** One with our schema in it. */
    DataSource initialised() throws SQLException {
        TestDatabase database = fresh.get();
        DataSource source = source(database);
        new SchemaMigrator(database.settings()).initialise(source);
        return source;
    }

    static DataSource source(TestDatabase database) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return database.connect();
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                BackendSettings to = database.settings();
                return TestDatabase.at(
                                to.type(),
                                to.host().host(),
                                to.host().port(),
                                String.valueOf(to.name()),
                                user,
                                password)
                        .connect();
            }
        };
    }

    static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of what a query gives. */
    static List<String> lines(DataSource database, String... queries) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String query : queries) {
                if (!statement.execute(query)) {
                    continue;
                }
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
        }
        return lines;
    }
}
