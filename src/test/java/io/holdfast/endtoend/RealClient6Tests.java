package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One server process serves both protocols on one store: a real client gets an address and a prefix by DHCPv6, renews and
 * releases them, and one gets an address by DHCPv4.
 */
@ExtendWith(ServerLogOnFailure.class)
class RealClient6Tests implements ServerLogOnFailure.Source {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path HOOK = Path.of("src/test/endtoend/hook6.sh").toAbsolutePath();

    private static final String CONFIG = """
            { "Dhcp4": {
                "interfaces-config": { "interfaces": [ "eth0" ] }, "lease-database": { %s },
                "subnet4": [ { "id": 1, "subnet": "198.18.1.0/24", "pools": [ { "pool": "198.18.1.128/25" } ] } ] },
              "Dhcp6": {
                "interfaces-config": { "interfaces": [ "eth0" ] }, "lease-database": { %s },
                "preferred-lifetime": 10, "valid-lifetime": 20, "renew-timer": 3, "rebind-timer": 8,
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::1000/116" } ],
                  "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56 } ] } ] } }
            """;

    @TempDir
    Path directory;

    private @Nullable NetworkLab lab;
    private @Nullable LoopbackDoor door;
    private @Nullable ServerProcess server;

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
        if (door != null) {
            door.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Override
    public String logs() {
        return server == null ? "" : server.log();
    }

    @ParameterizedTest
    @EnumSource
    void oneProcessServesRealClientsOfBothProtocols(StoreKind kind) throws Exception {
        ClientProgram.assumeInstalled("dhclient");
        kind.assumeWanted();
        ServerProcess serving = serve(kind.open(directory));
        NetworkNamespace host = lab().host("cli", "near");
        Path events = directory.resolve("events");
        Process client = dhclient(host, events, "-d").start();
        try {
            String bound = awaitEvents(events, "BOUND6", 2);
            assertThat(bound).contains("2001:db8:1::1").contains("2001:db8:100:");
            String held = command(serving, "lease6-get-all");
            assertThat(held).contains("\"result\":0", "\"type\":\"IA_NA\"", "\"type\":\"IA_PD\"", "\"prefix-len\":56");
            assertThat(awaitEvents(events, "RENEW6", 2))
                    .contains("2001:db8:1::1")
                    .contains("2001:db8:100:");

            try (RunningClient four = RunningClient.start(
                    ClientProgram.DHCLIENT, lab().host("four", "near"), directory.resolve("four"), null)) {
                assertThat(four.awaitEvents("BOUND", 0))
                        .singleElement()
                        .asString()
                        .startsWith("198.18.1.");
            }
        } finally {
            client.destroyForcibly().onExit().join();
        }
        Process release = dhclient(host, events, "-r").start();
        assertThat(release.waitFor()).isZero();
        await("the release")
                .atMost(PATIENCE)
                .until(() -> !command(serving, "lease6-get-all").contains("\"state\":0"));
    }

    private ServerProcess serve(Map<Family, ServedStore> stores) throws IOException {
        lab = NetworkLab.with("near");
        NetworkNamespace host = lab.host("srv", "near");
        host.ip("addr add 198.18.1.1/24 brd + dev eth0");
        ServedStore store = Objects.requireNonNull(stores.get(Family.V4));
        ServedStore store6 = Objects.requireNonNull(stores.get(Family.V6));
        store.port().ifPresent(port -> door = LoopbackDoor.open(host, port));
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(directory.resolve("config.json"), CONFIG.formatted(store.settings(), store6.settings()));
        server = ServerProcess.start(host, directory);
        return server.ready();
    }

    private NetworkLab lab() {
        if (lab == null) {
            throw new IllegalStateException("not started");
        }
        return lab;
    }

    private static String command(ServerProcess server, String name) {
        return server.command("{ \"command\": \"" + name + "\", \"service\": [ \"dhcp6\" ] }")
                .replace(" ", "");
    }

    private ProcessBuilder dhclient(NetworkNamespace host, Path events, String how) {
        ProcessBuilder builder = host.process(Stream.concat(
                        List.of("dhclient", "-6", "-N", "-P", "-sf", HOOK.toString(), "-e", "EVENTS=" + events)
                                .stream(),
                        Stream.of(
                                "-lf",
                                directory.resolve("client.leases").toString(),
                                "-pf",
                                directory.resolve("client.pid").toString(),
                                how,
                                "eth0"))
                .toArray(String[]::new));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("client.log").toFile()));
        return builder;
    }

    /** The lines of so many events of this name: an association has one of its own. */
    private String awaitEvents(Path events, String name, int count) {
        await(name)
                .atMost(PATIENCE)
                .until(() -> Files.exists(events) && of(events, name).size() >= count);
        return String.join("\n", of(events, name));
    }

    private static List<String> of(Path events, String name) {
        try {
            return Files.readAllLines(events).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
