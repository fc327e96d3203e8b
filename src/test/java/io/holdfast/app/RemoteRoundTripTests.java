package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.app.RemoteObject.Kind;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Every object of a configuration goes into a database by {@code remote-*} commands, is read back, is in effect, and goes out
 * again: of an example with all that the tables have columns for, and of Kea's own ({@code HOLDFAST_TEST_KEA_EXAMPLES} names
 * {@code doc/examples} of its sources).
 */
@Timeout(300)
class RemoteRoundTripTests {

    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> servers() {
        List<Named<Supplier<TestDatabase>>> products = List.of(
                Named.of("PostgreSQL", TestDatabases::postgresql),
                Named.of("MariaDB", TestDatabases::mariadb),
                Named.of("MySQL", TestDatabases::mysql));
        return products.stream()
                .flatMap(product -> Stream.of(Protocol.values()).map(each -> Arguments.of(product, each)));
    }

    private static ExampleObjects own(Protocol protocol) throws Exception {
        return example(
                protocol,
                Path.of(Objects.requireNonNull(RemoteRoundTripTests.class.getResource(
                                "every-keyword-" + RemoteObject.digit(protocol) + ".json"))
                        .toURI()));
    }

    private static ExampleObjects example(Protocol protocol, Path file) throws Exception {
        Map<String, @Nullable Object> whole =
                RemoteRoundTrip.map(JsonReader.read(file).root().plain());
        return new ExampleObjects(protocol, RemoteRoundTrip.map(whole.get(protocol.object())));
    }

    static ExampleObjects keas(Protocol protocol) throws Exception {
        String examples = System.getenv("HOLDFAST_TEST_KEA_EXAMPLES");
        if (examples == null) {
            throw new TestAbortedException("HOLDFAST_TEST_KEA_EXAMPLES names no directory with Kea's examples");
        }
        return example(protocol, Path.of(examples, "kea" + RemoteObject.digit(protocol), "all-keys.json"));
    }

    /** What the tables have a place for is tried below, or this fails. */
    @ParameterizedTest
    @EnumSource
    void theExampleHasAllThatTablesHaveColumnsFor(Protocol protocol) throws Exception {
        Map<Kind, StoredKeywords> kinds = Map.of(
                Kind.DEFINITION, StoredKeywords.DEFINITION,
                Kind.OPTION, StoredKeywords.OPTION,
                Kind.CLIENT_CLASS, StoredKeywords.CLIENT_CLASS,
                Kind.NETWORK, StoredKeywords.NETWORK,
                Kind.SUBNET, StoredKeywords.SUBNET);
        List<RemoteObject> all = own(protocol).all();
        kinds.forEach((kind, keywords) -> assertThat(all.stream()
                        .filter(each -> each.kind() == kind)
                        .flatMap(each -> each.members().keySet().stream()))
                .as("keywords of %s", kind)
                .containsAll(keywords.of(protocol)));
        assertThat(inside(all, "pools")).containsAll(StoredKeywords.POOL.of(protocol));
        if (protocol == Protocol.DHCP6) {
            assertThat(inside(all, "pd-pools")).containsAll(StoredKeywords.PD_POOL.of(protocol));
        }
    }

    private static Set<String> inside(List<RemoteObject> all, String list) {
        Set<String> keywords = new HashSet<>();
        all.forEach(each -> NormalForm.maps(each.members().get(list)).forEach(pool -> keywords.addAll(pool.keySet())));
        return keywords;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void objectsComeAndGo(Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        objects(product, own(protocol));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void objectsOfKeasExampleComeAndGo(Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        objects(product, keas(protocol));
    }

    private void objects(Supplier<TestDatabase> product, ExampleObjects example) throws Exception {
        try (WholeServer server = server(directory, product, example.protocol())) {
            RemoteRoundTrip trip = new RemoteRoundTrip(server, example.protocol());
            List<RemoteObject> all = new ArrayList<>();
            for (RemoteObject object : example.all()) {
                trip.set(object);
                if (!Homeless.in(object).equals(List.of(object.kind().list() + "[0].template-test"))) {
                    all.add(object);
                }
                trip.optionsSingly(object);
            }
            for (RemoteObject object : all.reversed()) {
                trip.isThere(Homeless.without(Homeless.withoutUnbuilt(object)));
                trip.delete(object);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void parametersComeAndGo(Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        parameters(product, own(protocol));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void parametersOfKeasExampleComeAndGo(Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        parameters(product, keas(protocol));
    }

    private void parameters(Supplier<TestDatabase> product, ExampleObjects example) throws Exception {
        try (WholeServer server = server(directory, product, example.protocol())) {
            new RemoteParameters(new RemoteRoundTrip(server, example.protocol()), example.parameters()).comeAndGo();
        }
    }

    /** Kea's tables of PostgreSQL have less room than the protocol. */
    @Test
    void aNumberThatAColumnHasNoRoomForIsRefusedByName() throws Exception {
        try (WholeServer server = server(directory, TestDatabases::postgresql, Protocol.DHCP6)) {
            assertThat(server.command(
                            "remote-option-def6-set",
                            "{\"option-defs\": [{\"name\": \"far\", \"code\": 40000, \"type\": \"string\"}],"
                                    + " \"server-tags\": [\"all\"]}"))
                    .contains("\"result\":1", "'code' is 40000, but the table has room for 32767 at most");
        }
    }

    /** One that has nothing but an empty configuration database. */
    static WholeServer server(Path directory, Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        TestDatabase database = product.get().withSchema();
        return new WholeServer(protocol, directory, """
                "lease-database": { "type": "memfile", "persist": false },
                "config-control": { "config-fetch-wait-time": 0, "config-databases": [ %s ] }
                """.formatted(WholeServer.waitedFor(
                database.settings(), database.settings().host().port())));
    }
}
