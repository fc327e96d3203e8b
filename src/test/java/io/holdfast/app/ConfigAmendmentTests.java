package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.PoolSet;
import io.holdfast.allocate.PoolUse;
import io.holdfast.app.database.LeaseBackend;
import io.holdfast.app.probe.Probe;
import io.holdfast.app.probe.ProbeOptions;
import io.holdfast.app.probe.ProbePlan;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A part of the running configuration is changed by command: clients are served by it at once, and nothing is opened anew. */
@Timeout(600)
class ConfigAmendmentTests {

    private static final String MEMFILE = "\"type\": \"memfile\", \"persist\": false";

    @TempDir
    private Path directory = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable ConfigurableApplicationContext context;
    private Path file = Path.of("");
    private int port4;

    private void start(String database, String hosts) throws Exception {
        start(database, hosts, "");
    }

    private void start(String database, String hosts, String moreSubnets) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port4 = socket.getLocalPort();
        }
        file = Files.writeString(directory.resolve("kea.conf"), """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
                    "lease-database": { %s }, %s
                    "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "lo",
                      "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ] } %s ] },
                  "Dhcp6": { "interfaces-config": { "interfaces": [ ] }, "lease-database": { %s } } }
                """.formatted(database, hosts, moreSubnets, MEMFILE));
        context = SpringApplication.run(
                ServerApplication.class,
                "--holdfast.state-directory=" + directory.resolve("state"),
                "--holdfast.config-file=" + file,
                "--holdfast.dhcp4.port=" + port4,
                "--holdfast.dhcp4.reply-to-source=true",
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.register-shutdown-hook=false");
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
        http.close();
    }

    @Test
    void clientsAreServedByWhatHasBeenChanged() throws Exception {
        start(MEMFILE, "");
        assertThat(probe()).startsWith("0\n").contains("192.0.2.1");
        String subnet = "{\"subnet4\": [{\"id\": 1, \"subnet\": \"192.0.2.0/24\", \"interface\": \"lo\","
                + " \"pools\": [{\"pool\": \"192.0.2.77/32\"}]}]}";
        assertThat(command("subnet4-update", subnet)).contains("\"text\":\"IPv4 subnet updated\"");
        assertThat(probe()).startsWith("0\n").contains("192.0.2.77");
        assertThat(command("statistic-get", "{\"name\": \"subnet[1].total-addresses\"}"))
                .contains("[[1,");
        assertThat(command("subnet4-del", "{\"id\": 1}")).contains("\"result\":0");
        assertThat(command("subnet4-list", "{}")).contains("0 IPv4 subnets found");
        assertThat(command("statistic-get", "{\"name\": \"subnet[1].total-addresses\"}"))
                .doesNotContain("[[");
    }

    @Test
    void theNewStateIsToldAndWritten() throws Exception {
        start(MEMFILE, "");
        String hash = command("config-hash-get", "{}");
        command("subnet4-add", "{\"subnet4\": [{\"id\": 9, \"subnet\": \"198.51.100.0/24\"}]}");
        command("class-add", "{\"client-classes\": [{\"name\": \"voice\", \"test\": \"option[60].exists\"}]}");
        command("network4-add", "{\"shared-networks\": [{\"name\": \"floor\"}]}");
        command("network4-subnet-add", "{\"name\": \"floor\", \"id\": 9}");
        assertThat(command("config-hash-get", "{}")).isNotEqualTo(hash);
        assertThat(command("config-get", "{}"))
                .contains(
                        "\"client-classes\":[{\"name\":\"voice\",\"test\":\"option[60].exists\"}]",
                        "\"shared-networks\":[{\"name\":\"floor\",\"subnet4\":[{\"id\":9,\"subnet\":\"198.51.100.0/24\"}]}]");
        assertThat(command("config-write", "{}")).contains("\"result\":0");
        assertThat(compact(Files.readString(file))).contains("\"name\":\"floor\"", "\"Dhcp6\":");
        assertThat(command("config-reload", "{}")).contains("\"result\":0");
        assertThat(command("subnet4-list", "{}")).contains("\"shared-network-name\":\"floor\"");
    }

    /** What surveys and reclamation learn goes to the pools as they are now. */
    @Test
    void poolsThatHaveBeenChangedAreKnownBesideTheTraffic() throws Exception {
        start(MEMFILE, "");
        assertThat(command(
                        "subnet4-update",
                        "{\"subnet4\": [{\"id\": 1, \"subnet\": \"192.0.2.0/24\", \"interface\": \"lo\","
                                + " \"allocator\": \"flq\", \"pools\": [{\"pool\": \"192.0.2.77/32\"}]}]}"))
                .contains("\"result\":0");
        await().atMost(Duration.ofSeconds(30)).until(() -> use().equals(new PoolUse(1, 1)));
        assertThat(probe()).startsWith("0\n").contains("192.0.2.77");
        assertThat(use()).isEqualTo(new PoolUse(1, 0));
        String client = command("lease4-get", "{\"ip-address\": \"192.0.2.77\"}")
                .replaceAll(".*\"hw-address\":\"([^\"]*)\".*", "$1");
        String ended = "{\"ip-address\": \"192.0.2.77\", \"hw-address\": \"" + client + "\", \"expire\": 10000}";
        assertThat(command("lease4-update", ended)).contains("\"result\":0");
        assertThat(command("leases-reclaim", "{\"remove\": true}")).contains("\"result\":0");
        assertThat(use()).isEqualTo(new PoolUse(1, 1));
    }

    @Test
    void whatIsKnownOfPoolsThatStayIsKept() throws Exception {
        start(MEMFILE, "", """
                , {"id": 2, "subnet": "198.51.100.0/24", "allocator": "flq", "pools": [{"pool": "198.51.100.1-198.51.100.9"}]}""");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pickers().use(PoolSet.of(2)).equals(new PoolUse(9, 9)));
        assertThat(command(
                        "lease4-add",
                        "{\"ip-address\": \"198.51.100.3\", \"hw-address\": \"02:00:00:00:00:03\", \"subnet-id\": 2}"))
                .contains("\"result\":0");
        assertThat(command("subnet4-add", "{\"subnet4\": [{\"id\": 9, \"subnet\": \"203.0.113.0/24\"}]}"))
                .contains("\"result\":0");
        assertThat(pickers().use(PoolSet.of(2))).isEqualTo(new PoolUse(9, 8));
        assertThat(command("statistic-get", "{\"name\": \"subnet[2].assigned-addresses\"}"))
                .contains("[[1,");
    }

    /** Leases that another server or an earlier configuration has left there belong to the subnet again. */
    @Test
    void aSubnetThatComesBackHasItsLeases() throws Exception {
        start(MEMFILE, "");
        assertThat(probe()).startsWith("0\n");
        String subnet = "{\"subnet4\": [{\"id\": 1, \"subnet\": \"192.0.2.0/24\", \"interface\": \"lo\","
                + " \"pools\": [{\"pool\": \"192.0.2.10 - 192.0.2.20\"}]}]}";
        assertThat(command("subnet4-del", "{\"id\": 1}")).contains("\"result\":0");
        assertThat(command("statistic-get", "{\"name\": \"assigned-addresses\"}"))
                .contains("[[0,");
        assertThat(command("subnet4-add", subnet)).contains("\"result\":0");
        assertThat(command("statistic-get", "{\"name\": \"subnet[1].assigned-addresses\"}"))
                .contains("[[1,");
        assertThat(command("statistic-get", "{\"name\": \"assigned-addresses\"}"))
                .contains("[[1,");
    }

    private PoolUse use() {
        return pickers().use(PoolSet.of(1));
    }

    private AddressPickers pickers() {
        return Objects.requireNonNull(Objects.requireNonNull(context)
                        .getBean(ProtocolServers.class)
                        .of(Protocol.DHCP4)
                        .service()
                        .serving())
                .pickers();
    }

    @Test
    void databasesAndSocketsStayAsTheyAre() throws Exception {
        TestDatabase database = TestDatabases.postgresql();
        start(members(database), "\"hosts-database\": { " + members(database) + " },");
        DhcpService service = Objects.requireNonNull(context)
                .getBean(ProtocolServers.class)
                .of(Protocol.DHCP4)
                .service();
        LeaseBackend leases = service.backend();
        var hosts = service.hostSources();
        assertThat(command(
                        "subnet4-delta-add",
                        "{\"subnet4\": [{\"id\": 1, \"subnet\": \"192.0.2.0/24\", \"valid-lifetime\": 77}]}"))
                .contains("\"result\":0");
        assertThat(service.backend()).isSameAs(leases);
        assertThat(service.hostSources()).containsExactlyElementsOf(hosts).hasSize(1);
        assertThat(
                        command(
                                "reservation-add",
                                "{\"reservation\": {\"subnet-id\": 1, \"hw-address\": \"02:00:00:00:00:09\", \"ip-address\":"
                                        + " \"192.0.2.99\", \"option-data\": [{\"name\": \"routers\", \"data\": \"192.0.2.1\"}]}}"))
                .contains("Host added.");
        assertThat(command("reservation-get-all", "{\"subnet-id\": 1}"))
                .contains("\"ip-address\":\"192.0.2.99\"", "\"data\":\"192.0.2.1\"", "\"csv-format\":true");
        assertThat(command("reservation-get-page", "{\"limit\": 5}")).contains("\"source-index\":1");
    }

    /** On the whole server; printed, for how long it takes depends on who else is at work. */
    @Test
    @Tag("slow")
    void tenThousandSubnetsAreNoHindrance() throws Exception {
        String many = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> "10." + i / 256 + "." + i % 256 + ".")
                .map(net -> ", {\"id\": " + (1 + id(net)) + ", \"subnet\": \"" + net
                        + "0/24\", \"pools\": [{\"pool\": \"" + net + "10-" + net + "250\"}]}")
                .collect(Collectors.joining());
        start(MEMFILE, "", many);
        List<Long> millis = new ArrayList<>();
        try (SteadyClient client = new SteadyClient(port4)) {
            for (int i = 0; i < 20; i++) {
                long began = System.nanoTime();
                String subnet =
                        "{\"subnet4\": [{\"id\": " + (20_000 + i) + ", \"subnet\": \"172.16." + i + ".0/24\"}]}";
                assertThat(command("subnet4-add", subnet)).contains("\"result\":0");
                millis.add((System.nanoTime() - began) / 1_000_000);
            }
            System.out.println("subnet4-add on the whole server with 10,000 subnets, ms: " + millis);
            System.out.println("a client without pause meanwhile: " + client.results());
        }
        assertThat(Collections.min(millis)).isLessThan(5_000);
        assertThat(probe()).startsWith("0\n").contains("192.0.2.1");
    }

    private static int id(String net) {
        String[] parts = net.split("\\.");
        return Integer.parseInt(parts[1]) * 256 + Integer.parseInt(parts[2]);
    }

    private static String members(TestDatabase database) {
        BackendSettings settings = database.settings();
        return """
                "type": "postgresql", "host": "%s", "port": %d, "name": "%s", "user": "%s", "password": "%s"
                """.formatted(
                        settings.hosts().getFirst().host(),
                        settings.hosts().getFirst().port(),
                        settings.name(),
                        settings.user(),
                        settings.password());
    }

    private static String compact(String json) throws Exception {
        return JsonWriter.compact(JsonReader.parse(json, "<test>").root().plain());
    }

    private String probe() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProbeOptions options = new ProbeOptions(
                new ProbePlan(
                        Ipv4Address.parse("127.0.0.1"),
                        null,
                        port4,
                        68,
                        false,
                        1,
                        0,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(400)),
                null,
                null,
                null);
        int code = Probe.run(options, new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    private String command(String name, String arguments) throws Exception {
        String port = Objects.requireNonNull(context).getEnvironment().getProperty("local.server.port");
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"command\": \"" + name
                                        + "\", \"service\": [\"dhcp4\"], \"arguments\": " + arguments + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
