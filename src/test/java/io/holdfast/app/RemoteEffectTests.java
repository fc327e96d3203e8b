package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code remote-*} commands set, clients are told within a second, and no longer when it is deleted. */
@Timeout(180)
class RemoteEffectTests {

    private static final Duration PROMISED = Duration.ofSeconds(1);

    private static final String ALL = ", \"server-tags\": [ \"all\" ]";

    @TempDir
    private Path directory = Path.of("");

    /**
     * A change that shows in packets.
     *
     * @param key of what the client is told
     * @param told absent: it is told nothing of the kind
     */
    private record Change(
            String command,
            String arguments,
            String key,
            @Nullable String told) {

        String command(Protocol protocol) {
            return command.replace("%d", String.valueOf(RemoteObject.digit(protocol)));
        }
    }

    /** A change and the one that takes it back. */
    private record Step(Change forth, Change back) {}

    private static Step step(
            String set, String with, String delete, String what, String key, String told, @Nullable String before) {
        return new Step(new Change(set, with, key, told), new Change(delete, what, key, before));
    }

    /** One option with an address, in what {@code owner} names. */
    private static Step option(String place, String owner, int code, String data, String told, boolean global) {
        String tags = global ? ALL : "";
        return step(
                "remote-option%d-" + place + "-set",
                owner + "\"options\": [ { \"code\": " + code + ", \"data\": \"" + data + "\" } ]" + tags,
                "remote-option%d-" + place + "-del",
                owner + "\"options\": [ { \"code\": " + code + " } ]" + tags,
                String.valueOf(code),
                told,
                null);
    }

    private static final String SUBNET_4 = "\"subnets\": [ { \"id\": 5, \"subnet\": \"192.0.2.0/24\","
            + " \"pools\": [ { \"pool\": \"192.0.2.10-192.0.2.10\" } ], \"shared-network-name\": %s } ]" + ALL;

    private static final List<Step> STEPS_4 = List.of(
            step(
                    "remote-subnet%d-set",
                    SUBNET_4.formatted("null"),
                    "remote-subnet%d-del-by-id",
                    "\"subnets\": [ { \"id\": 5 } ]",
                    "address",
                    "192.0.2.10",
                    null),
            step(
                    "remote-global-parameter%d-set",
                    "\"parameters\": { \"valid-lifetime\": 777 }" + ALL,
                    "remote-global-parameter%d-del",
                    "\"parameters\": [ \"valid-lifetime\" ]" + ALL,
                    "lifetime",
                    "777",
                    "7200"),
            step(
                    "remote-option-def%d-set",
                    "\"option-defs\": [ { \"name\": \"lamp\", \"code\": 222, \"type\": \"uint16\" } ]" + ALL,
                    "remote-option-def%d-del",
                    "\"option-defs\": [ { \"code\": 222 } ]" + ALL,
                    "222",
                    null,
                    null),
            option("global", "", 222, "258", "0102", true),
            option("global", "", 6, "192.0.2.53", "c0000235", true),
            step(
                    "remote-class%d-set",
                    "\"client-classes\": [ { \"name\": \"phones\", \"test\": \"option[60].exists\","
                            + " \"boot-file-name\": \"ring\" } ]" + ALL,
                    "remote-class%d-del",
                    "\"client-classes\": [ { \"name\": \"phones\" } ]",
                    "file",
                    "ring",
                    ""),
            step(
                    "remote-network%d-set",
                    "\"shared-networks\": [ { \"name\": \"floor\","
                            + " \"option-data\": [ { \"name\": \"routers\", \"data\": \"192.0.2.1\" } ] } ]" + ALL,
                    "remote-network%d-del",
                    "\"shared-networks\": [ { \"name\": \"floor\" } ]",
                    "3",
                    null,
                    null),
            step(
                    "remote-subnet%d-set",
                    SUBNET_4.formatted("\"floor\""),
                    "remote-subnet%d-set",
                    SUBNET_4.formatted("null"),
                    "3",
                    "c0000201",
                    null),
            option("network", "\"shared-networks\": [ { \"name\": \"floor\" } ], ", 4, "192.0.2.4", "c0000204", false),
            option("subnet", "\"subnets\": [ { \"id\": 5 } ], ", 7, "192.0.2.7", "c0000207", false),
            option("pool", "\"pools\": [ { \"pool\": \"192.0.2.10/32\" } ], ", 9, "192.0.2.9", "c0000209", false));

    private static final String SUBNET_6 = "\"subnets\": [ { \"id\": 5, \"subnet\": \"2001:db8:1::/64\","
            + " \"pools\": [ { \"pool\": \"2001:db8:1::10-2001:db8:1::10\" } ],"
            + " \"pd-pools\": [ { \"prefix\": \"2001:db8:8000::\", \"prefix-len\": 56, \"delegated-len\": 56 } ],"
            + " \"shared-network-name\": %s } ]" + ALL;

    private static final String PD_POOL = "\"pd-pools\": [ { \"prefix\": \"2001:db8:8000::\", \"prefix-len\": 56 } ], ";

    private static final List<Step> STEPS_6 = List.of(
            step(
                    "remote-subnet%d-set",
                    SUBNET_6.formatted("null"),
                    "remote-subnet%d-del-by-prefix",
                    "\"subnets\": [ { \"subnet\": \"2001:db8:1::/64\" } ]",
                    "prefix",
                    "2001:db8:8000::/56",
                    null),
            step(
                    "remote-global-parameter%d-set",
                    "\"parameters\": { \"valid-lifetime\": 777 }" + ALL,
                    "remote-global-parameter%d-del",
                    "\"parameters\": [ \"valid-lifetime\" ]" + ALL,
                    "lifetime",
                    "777",
                    "7200"),
            step(
                    "remote-option-def%d-set",
                    "\"option-defs\": [ { \"name\": \"lamp\", \"code\": 1000, \"type\": \"uint16\" } ]" + ALL,
                    "remote-option-def%d-del",
                    "\"option-defs\": [ { \"code\": 1000 } ]" + ALL,
                    "1000",
                    null,
                    null),
            option("global", "", 1000, "258", "0102", true),
            option("global", "", 23, "2001:db8::53", "20010db8000000000000000000000053", true),
            step(
                    "remote-class%d-set",
                    "\"client-classes\": [ { \"name\": \"phones\", \"test\": \"option[16].exists\","
                            + " \"option-data\": [ { \"code\": 31, \"data\": \"2001:db8::31\" } ] } ]" + ALL,
                    "remote-class%d-del",
                    "\"client-classes\": [ { \"name\": \"phones\" } ]",
                    "31",
                    "20010db8000000000000000000000031",
                    null),
            step(
                    "remote-network%d-set",
                    "\"shared-networks\": [ { \"name\": \"floor\","
                            + " \"option-data\": [ { \"code\": 27, \"data\": \"2001:db8::27\" } ] } ]" + ALL,
                    "remote-network%d-del",
                    "\"shared-networks\": [ { \"name\": \"floor\" } ]",
                    "27",
                    null,
                    null),
            step(
                    "remote-subnet%d-set",
                    SUBNET_6.formatted("\"floor\""),
                    "remote-subnet%d-set",
                    SUBNET_6.formatted("null"),
                    "27",
                    "20010db8000000000000000000000027",
                    null),
            option(
                    "network",
                    "\"shared-networks\": [ { \"name\": \"floor\" } ], ",
                    28,
                    "2001:db8::28",
                    "20010db8000000000000000000000028",
                    false),
            option(
                    "subnet",
                    "\"subnets\": [ { \"id\": 5 } ], ",
                    22,
                    "2001:db8::22",
                    "20010db8000000000000000000000022",
                    false),
            option(
                    "pool",
                    "\"pools\": [ { \"pool\": \"2001:db8:1::10/128\" } ], ",
                    34,
                    "2001:db8::34",
                    "20010db8000000000000000000000034",
                    false),
            option("pd-pool", PD_POOL, 40, "2001:db8::40", "20010db8000000000000000000000040", false));

    @ParameterizedTest
    @MethodSource("io.holdfast.app.RemoteRoundTripTests#servers")
    void clientsAreToldWithinASecond(Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        List<Step> steps = switch (protocol) {
            case DHCP4 -> STEPS_4;
            case DHCP6 -> STEPS_6;
        };
        int[] codes = switch (protocol) {
            case DHCP4 -> new int[] {3, 4, 6, 7, 9, 222};
            case DHCP6 -> new int[] {22, 23, 27, 28, 31, 34, 40, 1000};
        };
        try (WholeServer server = RemoteRoundTripTests.server(directory, product, protocol);
                LoopbackAsking client = new LoopbackAsking(server, protocol, codes)) {
            warmUp(server, client, protocol, steps.getFirst());
            for (Step step : steps) {
                tryOut(server, client, protocol, step.forth());
            }
            for (Step step : steps.reversed()) {
                tryOut(server, client, protocol, step.back());
            }
        }
    }

    /**
     * The classes that the example asks for are made of all clients. The options, pools, lifetimes and the file of its
     * classes, subnets and networks are what clients are told then.
     */
    @ParameterizedTest
    @MethodSource("io.holdfast.app.RemoteRoundTripTests#servers")
    void clientsAreToldWhatKeasExampleSays(Supplier<TestDatabase> product, Protocol protocol) throws Exception {
        ExampleObjects example = RemoteRoundTripTests.keas(protocol);
        try (WholeServer server = RemoteRoundTripTests.server(directory, product, protocol);
                LoopbackAsking client = new LoopbackAsking(server, protocol, 3, 6, 7, 23)) {
            RemoteRoundTrip trip = new RemoteRoundTrip(server, protocol);
            List<RemoteObject> all = new ArrayList<>();
            for (String name : List.of("HA_server1", "class1")) {
                all.add(new RemoteObject(
                        RemoteObject.Kind.CLIENT_CLASS, protocol, Map.of("name", name, "test", "member('ALL')")));
            }
            example.all().stream()
                    .filter(object -> !object.members().containsKey("template-test"))
                    .map(object -> Homeless.without(Homeless.withoutUnbuilt(object)))
                    .forEach(all::add);
            for (RemoteObject object : all) {
                assertThat(trip.ask(object.command("set"), object.whole()).result())
                        .as("%s", object)
                        .isZero();
            }
            Map<String, String> told = client.ask();
            assertThat(told).containsAllEntriesOf(TOLD_BY_KEAS.get(protocol));
            assertThat(told.get("address")).startsWith(protocol == Protocol.DHCP4 ? "192.1.0." : "2001:db8:0:1:");
            for (RemoteObject object : all.reversed()) {
                trip.deleted(object.command("del"), object.named());
            }
            assertThat(client.ask()).doesNotContainKeys("address", "prefix");
        }
    }

    private static final Map<Protocol, Map<String, String>> TOLD_BY_KEAS = Map.of(
            Protocol.DHCP4,
            Map.of(
                    "lifetime", "6000",
                    "file", "/usr/local/share/kea/bootfile.efi",
                    "3", "c0000301",
                    "6", "c0000301c0000302"),
            Protocol.DHCP6,
            Map.of(
                    "lifetime", "6000",
                    "7", "f0",
                    "23", "20010db800020000000000000000004520010db8000200000000000000000100"));

    /** Once, so that no code is loaded when time is taken. */
    private static void warmUp(WholeServer server, LoopbackAsking client, Protocol protocol, Step step)
            throws Exception {
        for (Change change : List.of(step.forth(), step.back())) {
            server.command(change.command(protocol), "{ " + change.arguments() + " }");
            client.ask();
        }
    }

    private static void tryOut(WholeServer server, LoopbackAsking client, Protocol protocol, Change change)
            throws Exception {
        String command = change.command(protocol);
        long began = System.nanoTime();
        assertThat(server.command(command, "{ " + change.arguments() + " }"))
                .as(command)
                .contains("\"result\":0");
        double answered = (System.nanoTime() - began) / 1e6;
        Map<String, String> told = client.ask();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(told.get(change.key())).as("%s: %s", command, told).isEqualTo(change.told());
        assertThat(took).as(command).isLessThan(PROMISED);
        System.out.printf(
                Locale.ROOT,
                "%-36s answered after %6.1f ms, a client told after %6.1f ms: %s=%s%n",
                command,
                answered,
                took.toNanos() / 1e6,
                change.key(),
                change.told());
    }
}
