package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import io.holdfast.store.schema.SchemaOutcome.Initialised;
import io.holdfast.store.schema.SchemaOutcome.Ready;
import io.holdfast.store.schema.SchemaOutcome.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class SchemaMigratorTests {

    @ParameterizedTest
    @EnumSource
    void anEmptyDatabaseIsInitialisedOnceAndThenReady(FreshDatabases kind) throws SQLException {
        DataSource database = kind.empty();
        SchemaMigrator migrator = new SchemaMigrator(settings(kind, false, null));

        assertThat(migrator.version(database)).isEqualTo(new SchemaVersion.Empty());
        assertThat(migrator.prepare(database)).isEqualTo(new Initialised(kind.ours()));
        assertThat(migrator.version(database)).isEqualTo(kind.ours());
        assertThat(migrator.prepare(database)).isEqualTo(new Ready(kind.ours()));
    }

    @ParameterizedTest
    @EnumSource
    void ofServersThatStartAtOnceOneInitialisesAndTheOthersFindItDone(FreshDatabases kind) throws Exception {
        DataSource database = kind.empty();
        Callable<SchemaOutcome> start = () -> new SchemaMigrator(settings(kind, false, null)).prepare(database);
        try (ExecutorService servers = Executors.newFixedThreadPool(3)) {
            List<SchemaOutcome> outcomes = new ArrayList<>();
            for (Future<SchemaOutcome> server : servers.invokeAll(List.of(start, start, start))) {
                outcomes.add(server.get());
            }
            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new Initialised(kind.ours()), new Ready(kind.ours()), new Ready(kind.ours()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readonlyAndPasswordFilesKeepAServerFromInitialising(FreshDatabases kind) throws SQLException {
        DataSource database = kind.empty();

        assertThat(reason(new SchemaMigrator(settings(kind, true, null)).prepare(database)))
                .contains("is empty", "readonly", "db-init", "kea-admin db-init");
        assertThat(reason(new SchemaMigrator(settings(kind, false, "/etc/secret")).prepare(database)))
                .contains("is empty", "password-file");
        assertThat(new SchemaMigrator(settings(kind, false, null)).version(database))
                .isEqualTo(new SchemaVersion.Empty());
        assertThat(new SchemaMigrator(settings(kind, false, "/etc/secret")).initialise(database))
                .isEqualTo(new Initialised(kind.ours()));
        assertThat(new SchemaMigrator(settings(kind, true, null)).prepare(database))
                .isEqualTo(new Ready(kind.ours()));
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseOfSomebodyElseIsLeftAlone(FreshDatabases kind) throws SQLException {
        DataSource database = kind.empty();
        FreshDatabases.execute(database, "CREATE TABLE customers (id INT)");
        SchemaMigrator migrator = new SchemaMigrator(settings(kind, false, null));

        assertThat(migrator.version(database)).isEqualTo(new SchemaVersion.Foreign("customers"));
        assertThat(reason(migrator.prepare(database))).contains("customers", "empty database");
        FreshDatabases.execute(database, "DROP TABLE customers");
        assertThat(migrator.version(database)).isEqualTo(new SchemaVersion.Empty());
    }

    @ParameterizedTest
    @EnumSource
    void versionsOfKea30And32AreAcceptedWhoeverMadeThemAndOthersRefused(FreshDatabases kind) throws SQLException {
        DataSource database = kind.empty();
        int older = kind.ours().major();
        FreshDatabases.execute(
                database,
                "CREATE TABLE schema_version (version INT NOT NULL PRIMARY KEY, minor INT)",
                "INSERT INTO schema_version VALUES (" + older + ", 0)");
        SchemaMigrator migrator = new SchemaMigrator(settings(kind, false, null));

        assertThat(migrator.prepare(database)).isEqualTo(new Ready(kind.ours()));
        FreshDatabases.execute(database, "UPDATE schema_version SET version = version + 5");
        assertThat(migrator.prepare(database)).isEqualTo(new Ready(new SchemaVersion.Numbered(older + 5, 0)));

        FreshDatabases.execute(database, "UPDATE schema_version SET version = 22, minor = 2");
        assertThat(reason(migrator.prepare(database)))
                .contains("22.2", older + ".0 and " + (older + 5) + ".0", "kea-admin db-upgrade", "-n leases")
                .doesNotContain("secret");
        FreshDatabases.execute(database, "UPDATE schema_version SET version = 99, minor = 0");
        assertThat(reason(migrator.prepare(database))).contains("99.0", "newer");
    }

    @Test
    void aCreationThatWasInterruptedIsRecognised() throws SQLException {
        DataSource database = FreshDatabases.MARIADB.empty();
        FreshDatabases.execute(database, "CREATE TABLE holdfast_schema_history (x INT)", "CREATE TABLE lease4 (x INT)");
        SchemaMigrator migrator = new SchemaMigrator(settings(FreshDatabases.MARIADB, false, null));

        assertThat(migrator.version(database)).isEqualTo(new SchemaVersion.Unfinished());
        assertThat(reason(migrator.prepare(database))).contains("interrupted", "anew");
    }

    @Test
    void lackOfPrivilegesIsSaidWithWhatToGrant() throws SQLException {
        DataSource postgres = FreshDatabases.POSTGRESQL.empty();
        FreshDatabases.execute(postgres, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN PASSWORD 'guest'");
        DataSource guest = as(postgres, "guest");

        assertThat(reason(new SchemaMigrator(settings(FreshDatabases.POSTGRESQL, false, null)).prepare(guest)))
                .contains("cannot be created", "granted CREATE");
    }

    @Test
    void mysqlThatTrustsNoTriggersIsFoundOutBeforeAnythingIsMade() throws SQLException {
        DataSource administrator = FreshDatabases.MYSQL.empty();
        String database =
                FreshDatabases.lines(administrator, "SELECT DATABASE()").getFirst();
        String trust = FreshDatabases.lines(administrator, "SELECT @@GLOBAL.log_bin_trust_function_creators")
                .getFirst();
        FreshDatabases.execute(
                administrator,
                "DROP USER IF EXISTS 'untrusted'@'%'",
                "CREATE USER 'untrusted'@'%' IDENTIFIED BY 'untrusted'",
                "GRANT ALL ON " + database + ".* TO 'untrusted'@'%'",
                "SET GLOBAL log_bin_trust_function_creators = 0");
        try {
            DataSource untrusted = as(administrator, "untrusted");
            SchemaMigrator migrator = new SchemaMigrator(settings(FreshDatabases.MYSQL, false, null));

            assertThat(reason(migrator.prepare(untrusted))).contains("SET PERSIST log_bin_trust_function_creators = 1");
            assertThat(migrator.version(administrator)).isEqualTo(new SchemaVersion.Empty());

            FreshDatabases.execute(administrator, "SET GLOBAL log_bin_trust_function_creators = 1");
            assertThat(migrator.prepare(untrusted)).isEqualTo(new Initialised(FreshDatabases.MYSQL.ours()));
        } finally {
            FreshDatabases.execute(
                    administrator,
                    "SET GLOBAL log_bin_trust_function_creators = " + trust,
                    "DROP USER 'untrusted'@'%'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCommandsSayWhatTheyDid(FreshDatabases kind) throws SQLException {
        DataSource database = kind.empty();
        List<String> lines = new ArrayList<>();
        SchemaCommands commands = new SchemaCommands(settings(kind, false, null), lines::add);

        assertThat(commands.version(database)).isEqualTo(1);
        assertThat(commands.init(database)).isZero();
        assertThat(lines.getLast()).contains("schema " + kind.ours() + " created");
        assertThat(commands.init(database)).isEqualTo(1);
        assertThat(lines.getLast()).contains("already");
        assertThat(commands.version(database)).isZero();
        assertThat(lines.getLast()).isEqualTo(kind.ours().toString());
    }

    /** As another user, whose password is his name. */
    private static DataSource as(DataSource database, String user) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                return database.getConnection(user, user);
            }
        };
    }

    private static String reason(SchemaOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reason();
    }

    private static BackendSettings settings(FreshDatabases kind, boolean readonly, @Nullable String passwordFile) {
        return new BackendSettings(
                kind == FreshDatabases.POSTGRESQL ? BackendSettings.Type.POSTGRESQL : BackendSettings.Type.MYSQL,
                "leases",
                "kea",
                "secret",
                passwordFile,
                List.of(new HostPort("db.example.org", 0)),
                true,
                readonly,
                3600,
                0,
                5,
                0,
                0,
                0,
                0,
                0,
                BackendSettings.OnFail.STOP_RETRY_EXIT,
                false,
                Optional.empty());
    }
}
