package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code remote-import}, {@code remote-export} and {@code remote-diff} of whole servers, as commands and by REST. */
@Timeout(300)
class TransferCommandTests {

    private static final String SECRET = "not-to-be-seen";
    private static final String ALL = "{\"server-tags\": [\"all\"]}";

    @TempDir
    private Path directory = Path.of("");

    static Stream<Named<Supplier<TestDatabase>>> products() {
        return Stream.of(
                Named.of("PostgreSQL", TestDatabases::postgresql), Named.of("MariaDB", TestDatabases::mariadb));
    }

    private WholeServer server(TestDatabase database) throws Exception {
        return new WholeServer(directory, """
                "lease-database": { "type": "memfile", "persist": false }, "valid-lifetime": 1000,
                "hosts-databases": [ ], "control-sockets": [ ],
                "subnet4": [ { "id": 5, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10-192.0.2.99" } ],
                               "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.5" } ] } ],
                "config-control": { "config-fetch-wait-time": 0, "config-databases": [ %s ] }
                """.formatted(WholeServer.waitedFor(
                database.settings(), database.settings().host().port())));
    }

    @ParameterizedTest
    @MethodSource("products")
    void theServersFileGoesIntoTheDatabaseAndOut(Supplier<TestDatabase> product) throws Exception {
        try (WholeServer server = server(product.get().withSchema())) {
            assertThat(server.command("remote-export", ALL))
                    .contains("\"result\":3", "has nothing for this server", "\"Dhcp4\":{}");
            assertThat(server.command("remote-import", ALL))
                    .contains("\"result\":0", "2 object(s) written, 0 removed", "\"subnets\":1")
                    .contains("\"interfaces-config\",\"lease-database\"", "\"config-control\"")
                    .contains("\"subnet4[id=5].reservations\"", "\"kept\":[]", "\"revision\":1");
            assertThat(server.command("remote-import", ALL))
                    .contains("\"result\":0", "nothing was changed", "\"revision\":1");
            assertThat(server.command("remote-import", "{\"server-tags\": [\"all\"], \"expected-revision\": 0}"))
                    .contains("\"result\":4");
            assertThat(server.command("remote-export", ALL))
                    .contains("\"Dhcp4\":{\"valid-lifetime\":1000,\"subnet4\":[{\"id\":5,\"subnet\":\"192.0.2.0/24\"")
                    .contains("\"pools\":[{\"pool\":\"192.0.2.10-192.0.2.99\"}]", "\"revision\":1")
                    .doesNotContain("null", "metadata");
            assertThat(server.command("config-get", "{}")).contains("192.0.2.5"); // which stays in the file
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void whatIsImportedIsInEffectOrRefused(Supplier<TestDatabase> product) throws Exception {
        try (WholeServer server = server(product.get().withSchema())) {
            String given = """
                    { "server-tags": [ "all" ], "Dhcp4": { "valid-lifetime": %s,
                      "lease-database": { "type": "memfile", "name": "%s" },
                      "subnet4": [ { "id": 6, "subnet": "198.51.100.0/24" } ] } }""";
            assertThat(server.command("remote-import", given.formatted("777", SECRET)))
                    .contains("\"result\":0", "2 object(s) written")
                    .doesNotContain(SECRET);
            assertThat(server.command("config-get", "{}")).contains("\"valid-lifetime\":777", "198.51.100.0/24");
            assertThat(server.command("remote-import", given.formatted("\"long\"", "x")))
                    .contains("\"result\":1", "Dhcp4.valid-lifetime");
            assertThat(server.command("remote-import", """
                    { "server-tags": [ "all" ], "Dhcp4": { "renew-timer": 5,
                      "option-data": [ { "code": 230, "data": "x", "csv-format": true } ] } }""")).contains("\"result\":1");
            assertThat(server.command("remote-export", ALL)).doesNotContain("renew-timer");
            assertThat(server.command(
                            "remote-import", "{\"server-tags\": [\"all\"], \"replace\": true, \"Dhcp4\": {}}"))
                    .contains("\"result\":0", "0 object(s) written, 2 removed");
            assertThat(server.command("config-get", "{}")).contains("\"valid-lifetime\":1000");
        }
    }

    @Test
    void differencesAreTold() throws Exception {
        TestDatabase database = TestDatabases.postgresql().withSchema();
        try (WholeServer server = server(database)) {
            assertThat(server.command("remote-diff", "{}"))
                    .contains("\"result\":0", "There are no differences.", "\"differences\":[]", "\"count\":0");
            server.command("remote-import", ALL);
            assertThat(server.command("remote-diff", "{\"from\": \"file\", \"to\": \"database\"}"))
                    .contains("\"count\":0");
            server.command(
                    "remote-global-parameter4-set",
                    "{\"parameters\": {\"valid-lifetime\": 777}, \"server-tags\": [\"all\"]}");
            String changed = "{\"path\":\"valid-lifetime\",\"from\":1000,\"to\":777}";
            assertThat(server.command("remote-diff", "{}")).contains(changed, "\"count\":1");
            assertThat(server.command("remote-diff", "{\"to\": \"database\"}")).contains(changed, "\"count\":1");
            assertThat(server.command("remote-diff", "{\"from\": \"database\", \"server-tags\": [\"all\"]}"))
                    .contains("\"count\":0");
            assertThat(server.command("remote-diff", "{\"from\": \"database\", \"to\": \"file\"}"))
                    .contains("{\"path\":\"valid-lifetime\",\"from\":777,\"to\":1000}");

            Path file = directory.resolve("kea.conf");
            Files.writeString(file, Files.readString(file).replace("\"hosts-databases\": [ ]", """
                                    "hosts-databases": [ { "type": "mysql", "name": "kea", "user": "kea", "password": "%s" } ]
                                    """.formatted(SECRET)));
            assertThat(server.command("remote-diff", "{}"))
                    .contains("\"count\":2", "\"path\":\"hosts-databases[type=mysql,name=kea]\",\"from\":", "\"*****\"")
                    .doesNotContain(SECRET);
            assertThat(server.command("remote-diff", "{\"to\": \"file\"}")).contains("both 'file'");
            assertThat(server.command("remote-diff", "{\"to\": \"nowhere\"}")).contains("'nowhere' cannot be compared");
            assertThat(server.command("remote-diff", ALL)).contains("\"result\":1", "none is compared");
        }
    }

    @Test
    void theSameByRest() throws Exception {
        TestDatabase database = TestDatabases.postgresql().withSchema();
        String there = "/api/v1/config/database?server-tag=all";
        try (WholeServer server = server(database)) {
            assertThat(server.request("GET", there, "").statusCode()).isEqualTo(404);
            HttpResponse<String> imported = server.request("PUT", there, "");
            assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
            assertThat(imported.body()).contains("\"written\":2", "\"not-imported\":[\"interfaces-config\"");
            HttpResponse<String> exported = server.request("GET", there + "&type=postgresql&service=dhcp4", "");
            assertThat(exported.statusCode()).isEqualTo(200);
            assertThat(exported.headers().firstValue("ETag")).contains("\"1\"");
            assertThat(exported.body())
                    .startsWith("{\"Dhcp4\":{\"valid-lifetime\":1000")
                    .doesNotContain("revision");

            String other = exported.body().replace("1000", "777");
            assertThat(server.request("PUT", there + "&expected-revision=0", other)
                            .statusCode())
                    .isEqualTo(409);
            assertThat(server.request("PUT", there + "&expected-revision=1&replace=true", other)
                            .body())
                    .contains("\"written\":1", "\"removed\":0");
            String third = other.replace("777", "888");
            assertThat(server.request("PUT", there, third, "If-Match", "\"1\"").statusCode())
                    .isEqualTo(412);
            assertThat(server.request("PUT", there, third, "If-Match", "W/\"2\"")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(server.request("PUT", there + "&expected-revision=2", third, "If-Match", "\"2\"")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(server.request("PUT", there, third, "If-Match", "\"2\"").statusCode())
                    .isEqualTo(200);
            assertThat(server.request("PUT", there, other).statusCode()).isEqualTo(200);
            assertThat(server.request("GET", "/api/v1/config/differences?to=database&server-tag=all", "")
                            .body())
                    .contains("{\"path\":\"valid-lifetime\",\"from\":1000,\"to\":777}", "\"count\":1");
            for (String wrong : new String[] {
                there + "&service=dhcp6 => 404",
                there + "&server-tag=b => 200",
                there + "&replace=yes => 400",
                there + "&expected-revision=x => 400",
                there + "&replace=true&replace=false => 400",
                there + "&more=1 => 400",
                there + "&type=mysql => 400",
                "/api/v1/config/database => 400"
            }) {
                String[] parts = wrong.split(" => ");
                assertThat(server.request("PUT", parts[0], other).statusCode())
                        .as(wrong)
                        .isEqualTo(Integer.parseInt(parts[1]));
            }
            assertThat(server.request("PUT", there, "{ \"remote\": {} }").body())
                    .contains("unknown key 'remote'");
            assertThat(server.request("PUT", there, "[]").statusCode()).isEqualTo(400);
        }
    }
}
