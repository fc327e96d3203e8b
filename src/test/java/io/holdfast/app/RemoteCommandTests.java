package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.BackendSettings;
import io.holdfast.outage.Wire;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole servers whose configuration database is changed by commands. */
@Timeout(300)
class RemoteCommandTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ALL = "\"server-tags\": [ \"all\" ]";

    @TempDir
    private Path directory = Path.of("");

    static Stream<Named<Supplier<TestDatabase>>> products() {
        return Stream.of(
                Named.of("PostgreSQL", TestDatabases::postgresql), Named.of("MariaDB", TestDatabases::mariadb));
    }

    private WholeServer server(String name, TestDatabase database, int port) throws Exception {
        return new WholeServer(
                directory.resolve(name), """
                "server-tag": "%s", "lease-database": { "type": "memfile", "persist": false }, "valid-lifetime": 1000,
                "config-control": { "config-fetch-wait-time": 1, "config-databases": [ %s ] }
                """.formatted(name, WholeServer.waitedFor(database.settings(), port)));
    }

    @ParameterizedTest
    @MethodSource("products")
    void whatIsSetIsInEffectHereAtOnceAndElsewhereSoon(Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        int port = database.settings().host().port();
        try (WholeServer a = server("a", database, port);
                WholeServer b = server("b", database, port)) {
            assertThat(a.command(
                            "remote-server4-set", "{\"servers\": [{\"server-tag\": \"b\", \"description\": \"B\"}]}"))
                    .contains("\"result\":0", "\"revision\":1");
            assertThat(set(a, "\"valid-lifetime\": 777", ALL)).contains("\"result\":0", "\"revision\":2");
            assertThat(a.command("config-get", "{}")).contains("\"valid-lifetime\":777");
            await().atMost(SOON).until(() -> b.command("config-get", "{}").contains("\"valid-lifetime\":777"));

            assertThat(set(a, "\"valid-lifetime\": 888", "\"server-tags\": [ \"B\" ]"))
                    .contains("\"result\":0");
            await().atMost(SOON).until(() -> b.command("config-get", "{}").contains("\"valid-lifetime\":888"));
            assertThat(a.command("config-get", "{}")).contains("\"valid-lifetime\":777");

            assertThat(a.command("remote-global-parameter4-del", "{\"parameters\": [\"valid-lifetime\"], " + ALL + "}"))
                    .contains("\"result\":0", "\"count\":1");
            assertThat(a.command("config-get", "{}")).contains("\"valid-lifetime\":1000");
            assertThat(b.command("remote-server4-del", "{\"servers\": [{\"server-tag\": \"b\"}]}"))
                    .contains("\"result\":0", "\"count\":1");
            assertThat(b.command("config-get", "{}")).contains("\"valid-lifetime\":1000");
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void whatWouldBeWrongOrIsTooLateIsNotStored(Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        try (WholeServer server =
                server("a", database, database.settings().host().port())) {
            assertThat(set(server, "\"valid-lifetime\": 777, \"t1-percent\": 7.5", ALL))
                    .contains("\"result\":1", "t1-percent");
            assertThat(server.command("remote-global-parameter4-get-all", "{" + ALL + "}"))
                    .contains("\"result\":3", "\"count\":0", "\"revision\":0");
            assertThat(set(server, "\"valid-lifetime\": 777", ALL)).contains("\"result\":0", "\"revision\":");
            assertThat(set(server, "\"valid-lifetime\": 778", ALL + ", \"expected-revision\": 0"))
                    .contains("\"result\":4");
            assertThat(set(server, "\"valid-lifetime\": 779", "\"server-tags\": [ \"nobody\" ]"))
                    .contains("\"result\":1", "nobody");
            assertThat(server.command("config-get", "{}")).contains("\"valid-lifetime\":777");
        }
    }

    /** Also when it is for another server, whose file is not known here. */
    @ParameterizedTest
    @MethodSource("products")
    void othersAreNotGivenWhatIsWrong(Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        try (WholeServer server =
                server("a", database, database.settings().host().port())) {
            server.command("remote-server4-set", "{\"servers\": [{\"server-tag\": \"b\"}]}");
            assertThat(set(server, "\"t1-percent\": 7.5", "\"server-tags\": [ \"b\" ]"))
                    .contains("\"result\":1", "t1-percent");
        }
    }

    /** The file's is enough. */
    @Test
    void aDefinitionThatOptionsNeedIsDeletedByForceIfThereIsAnother() throws Exception {
        TestDatabase database = TestDatabases.postgresql().withSchema();
        String one = "{ \"name\": \"lamp\", \"code\": %d, \"type\": \"uint16\" }";
        try (WholeServer server = new WholeServer(directory.resolve("force"), """
                "lease-database": { "type": "memfile", "persist": false }, "option-def": [ %s ],
                "config-control": { "config-databases": [ %s ] }
                """.formatted(
                        one.formatted(222),
                        WholeServer.waitedFor(
                                database.settings(), database.settings().host().port())))) {
            for (int code : List.of(222, 223)) {
                String name = code == 222 ? "lamp" : "other";
                assertThat(server.command(
                                "remote-option-def4-set",
                                "{ \"option-defs\": [ "
                                        + one.replace("lamp", name).formatted(code) + " ], " + ALL + " }"))
                        .contains("\"result\":0");
                assertThat(server.command(
                                "remote-option4-global-set",
                                "{ \"options\": [ { \"code\": " + code + ", \"data\": \"7\" } ], " + ALL + " }"))
                        .contains("\"result\":0");
                assertThat(delete(server, code, false)).contains("\"result\":1", "is used by a global option");
            }
            assertThat(delete(server, 222, true)).contains("\"result\":0", "\"count\":1");
            assertThat(delete(server, 223, true)).contains("\"result\":1", "needs an option that is defined");
        }
    }

    private static String delete(WholeServer server, int code, boolean force) throws Exception {
        return server.command(
                "remote-option-def4-del",
                "{ \"option-defs\": [ { \"code\": " + code + ", \"force\": " + force + " } ], " + ALL + " }");
    }

    /** Each command may leave errors that were there, and must bring none. */
    @Test
    void whatIsBrokenIsMendedStepByStep() throws Exception {
        TestDatabase database = TestDatabases.postgresql().withSchema();
        try (WholeServer server =
                server("a", database, database.settings().host().port())) {
            database.execute(
                    "begin",
                    "select createAuditRevisionDHCP4(current_timestamp, 'all', 'by hand', false)",
                    "insert into dhcp4_global_parameter (name, value, parameter_type) values ('t1-percent', '7.5', 1),"
                            + " ('t2-percent', '8.5', 1)",
                    "insert into dhcp4_global_parameter_server (parameter_id, server_id)"
                            + " select id, 1 from dhcp4_global_parameter",
                    "commit");
            await().atMost(SOON).until(() -> server.command("status-get", "{}").contains("\"refused\""));
            assertThat(set(server, "\"cache-threshold\": 9.5", ALL)).contains("\"result\":1", "cache-threshold");
            assertThat(set(server, "\"t2-percent\": 0.75", ALL))
                    .contains("\"result\":0", "errors remain", "t1-percent");
            assertThat(set(server, "\"t1-percent\": 0.25", ALL))
                    .contains("\"result\":0")
                    .doesNotContain("remain");
            assertThat(server.command("config-get", "{}")).contains("\"t1-percent\":0.25", "\"t2-percent\":0.75");
            assertThat(server.command("status-get", "{}")).doesNotContain("\"refused\"");
        }
    }

    @Test
    void aDatabaseThatIsAwayIsToldOfAtOnce() throws Exception {
        TestDatabase database = TestDatabases.postgresql().withSchema();
        BackendSettings settings = database.settings();
        Wire wire = Wire.to(settings.host().host(), settings.host().port());
        try (WholeServer server = server("a", database, wire.port())) {
            wire.refuse();
            assertThat(set(server, "\"valid-lifetime\": 777", ALL)).contains("\"result\":1", "config-1");
            wire.pass();
            await().atMost(SOON)
                    .until(() -> set(server, "\"valid-lifetime\": 777", ALL).contains("\"result\":0"));
            assertThat(server.command("config-get", "{}")).contains("\"valid-lifetime\":777");
        } finally {
            wire.close();
        }
    }

    private static String set(WholeServer server, String parameters, String more) throws Exception {
        return server.command("remote-global-parameter4-set", "{\"parameters\": {" + parameters + "}, " + more + "}");
    }
}
