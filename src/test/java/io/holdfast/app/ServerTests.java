package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.app.probe.Probe;
import io.holdfast.app.probe.ProbeOptions;
import io.holdfast.app.probe.ProbeOptions6;
import io.holdfast.app.probe.ProbePlan;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server as a user runs it, on loopback and random ports. */
@Timeout(120)
class ServerTests {

    private static final String CONFIG = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
              "lease-database": { "type": "memfile" }, "valid-lifetime": 3600,
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "lo",
                "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ] } ] } }
            """;

    private static final String CONFIG6 = """
            { "Dhcp6": { "interfaces-config": { "interfaces": [ "lo" ] },
              "lease-database": { "type": "memfile" }, "valid-lifetime": 3600, "preferred-lifetime": 3000,
              "subnet6": [ { "id": 1, "subnet": "2001:db8::/64", "interface": "lo",
                "pools": [ { "pool": "2001:db8::10 - 2001:db8::20" } ],
                "pd-pools": [ { "prefix": "2001:db8:1::", "prefix-len": 48, "delegated-len": 56 } ] } ] } }
            """;

    @TempDir
    private Path directory = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable ConfigurableApplicationContext context;
    private int port;
    private int port6;

    @BeforeEach
    void freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            port6 = socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
    }

    private ConfigurableApplicationContext run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--holdfast.state-directory=" + directory.resolve("state"),
                "--holdfast.dhcp4.port=" + port,
                "--holdfast.dhcp6.port=" + port6,
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.register-shutdown-hook=false"));
        arguments.addAll(List.of(more));
        return SpringApplication.run(ServerApplication.class, arguments.toArray(String[]::new));
    }

    private void startExample() {
        context = run();
    }

    private Path startWithFile() throws IOException {
        Path file = directory.resolve("kea-dhcp4.conf");
        Files.writeString(file, CONFIG);
        context = run("--holdfast.config-file=" + file, "--holdfast.dhcp4.reply-to-source=true");
        return file;
    }

    private static ProbeOptions options(int port, int count, Duration timeout) {
        return new ProbeOptions(
                new ProbePlan(
                        Ipv4Address.parse("127.0.0.1"),
                        null,
                        port,
                        68,
                        false,
                        count,
                        0,
                        timeout,
                        Duration.ofMillis(400)),
                null,
                null,
                null);
    }

    /** What the probe prints; its exit code first. */
    private String probe(Duration timeout) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Probe.run(options(port, 1, timeout), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    private String lease() {
        return probe(Duration.ofSeconds(10));
    }

    /** What the probe prints by DHCPv6 for an address and a prefix; its exit code first. */
    private String lease6() {
        ProbeOptions6 options = new ProbeOptions6(
                new ProbePlan(
                        Ipv6Address.parse("::1"),
                        null,
                        port6,
                        546,
                        false,
                        1,
                        0,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(400)),
                null,
                null,
                Ipv6Address.UNSPECIFIED,
                Ipv6Prefix.parse("::/56"),
                null,
                false,
                false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Probe.run(options, new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> http(String portProperty, String path, @Nullable String body) throws Exception {
        String at = Objects.requireNonNull(context).getEnvironment().getProperty(portProperty);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String command(String name, String arguments) throws Exception {
        return http("local.server.port", "/", "{\"command\": \"" + name + "\", \"arguments\": " + arguments + "}")
                .body();
    }

    private String command6(String name, String arguments) throws Exception {
        return http(
                        "local.server.port",
                        "/",
                        "{\"command\": \"" + name + "\", \"service\": [ \"dhcp6\" ], \"arguments\": " + arguments + "}")
                .body();
    }

    private HttpResponse<String> health(String group) throws Exception {
        return http("local.management.port", "/actuator/health/" + group, null);
    }

    @Test
    void theBundledExampleServesAndShowsWhatItDoes() throws Exception {
        startExample();
        assertThat(lease()).startsWith("0\n").contains("192.0.2.10");
        assertThat(health("readiness").statusCode()).isEqualTo(200);
        assertThat(health("liveness").statusCode()).isEqualTo(200);
        assertThat(http("local.management.port", "/actuator/prometheus", null).body())
                .contains("holdfast_packets_total{protocol=\"dhcp4\",statistic=\"pkt4-ack-sent\"} 1.0")
                .contains("holdfast_addresses{protocol=\"dhcp4\",state=\"assigned\",subnet=\"1\"} 1.0")
                .contains("holdfast_addresses{protocol=\"dhcp4\",state=\"total\",subnet=\"1\"} 241.0")
                .contains(
                        "holdfast_exchange_seconds_bucket{outcome=\"DHCPACK\",protocol=\"dhcp4\",type=\"DHCPREQUEST\"")
                .contains("holdfast_lane_batch_count{lane=")
                .contains("holdfast_store_seconds_count{operation=\"apply\",outcome=\"ok\",protocol=\"dhcp4\"} 1");
    }

    /** Whoever starts the server again must find nothing of the first attempt in its way. */
    @Test
    void whatCannotServeOneProtocolLeavesNothingOfTheOther() throws Exception {
        Path both = directory.resolve("kea.conf");
        String four = CONFIG.strip();
        String six = CONFIG6.strip().replace("[ \"lo\" ]", "[ \"lo\" ], \"service-sockets-require-all\": true");
        Files.writeString(both, four.substring(0, four.length() - 1) + "," + six.substring(1));
        try (DatagramSocket taken = new DatagramSocket(port6, InetAddress.ofLiteral("::1"))) {
            assertThatThrownBy(() -> run("--holdfast.config-file=" + both))
                    .hasStackTraceContaining("[::1]:" + taken.getLocalPort() + " on lo: the port is in use");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("(dhcp[46]|receive)-.*"));
        new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
        LeaseFileSettings leases = LeaseFileSettings.plain(
                Protocol.DHCP4, directory.resolve("state").resolve("kea-leases4.csv"));
        try (ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
                MemoryLeaseStore store = MemoryLeaseStore.open(leases, background, System::nanoTime)) {
            assertThat(store.count()).isEmpty();
        }
    }

    @Test
    void twoFilesServeBothProtocolsAndNeitherMindsTheOthersChange() throws Exception {
        Path four = directory.resolve("kea-dhcp4.conf");
        Path six = directory.resolve("kea-dhcp6.conf");
        Files.writeString(four, CONFIG);
        Files.writeString(six, CONFIG6);
        context = run(
                "--holdfast.config-file=" + four + "," + six,
                "--holdfast.dhcp4.reply-to-source=true",
                "--holdfast.dhcp6.reply-to-source=true");
        assertThat(lease()).startsWith("0\n").contains("192.0.2.10");
        assertThat(lease6()).startsWith("0\n").contains("2001:db8::10").contains("2001:db8:1::/56");
        assertThat(health("readiness").body()).contains("\"dhcp4\":{", "\"dhcp6\":{");
        assertThat(http("local.management.port", "/actuator/health", null).body())
                .contains("\"lease\":{", "\"lease6\":{");
        assertThat(http("local.management.port", "/actuator/prometheus", null).body())
                .contains("holdfast_packets_total{protocol=\"dhcp6\",statistic=\"pkt6-reply-sent\"} 1.0")
                .contains("holdfast_packets_total{protocol=\"dhcp4\",statistic=\"pkt4-ack-sent\"} 1.0")
                .contains("holdfast_addresses{protocol=\"dhcp6\",state=\"assigned\",subnet=\"1\"} 1.0")
                .contains("holdfast_prefixes{protocol=\"dhcp6\",state=\"total\",subnet=\"1\"} 256.0");

        Files.writeString(six, CONFIG6.replace("2001:db8::10 - 2001:db8::20", "2001:db8::30 - 2001:db8::40"));
        String fours = command("config-get", "{}");
        assertThat(command6("config-reload", "{}")).contains("\"result\":0");
        assertThat(lease6()).startsWith("0\n").contains("2001:db8::3");
        assertThat(command("config-get", "{}")).isEqualTo(fours);

        assertThat(command6("dhcp-disable", "{}")).contains("\"result\":0");
        assertThat(lease()).as("DHCPv4 goes on").startsWith("0\n");
        assertThat(health("readiness").statusCode()).isEqualTo(503);
        assertThat(command6("dhcp-enable", "{}")).contains("\"result\":0");
        assertThat(lease6()).startsWith("0\n");
        assertThat(health("readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void dhcp6AloneIsServedToo() throws Exception {
        Path six = directory.resolve("kea-dhcp6.conf");
        Files.writeString(six, CONFIG6);
        context = run("--holdfast.config-file=" + six, "--holdfast.dhcp6.reply-to-source=true");
        assertThat(lease6()).startsWith("0\n");
        assertThat(health("readiness").body()).contains("\"dhcp6\":{").doesNotContain("dhcp4");
        assertThat(http("local.management.port", "/actuator/prometheus", null).body())
                .contains("pkt6-reply-sent")
                .doesNotContain("pkt4-");
    }

    @Test
    void switchedOffItIsSilentAndNotReadyButAlive() throws Exception {
        startExample();
        assertThat(command("dhcp-disable", "{}")).contains("\"result\":0");
        assertThat(probe(Duration.ofSeconds(1))).startsWith(Probe.NO_ANSWER + "\n");
        assertThat(health("readiness").statusCode()).isEqualTo(503);
        assertThat(health("readiness").body()).contains("disabled by command");
        assertThat(health("liveness").statusCode()).isEqualTo(200);
        assertThat(http("local.management.port", "/actuator/prometheus", null).body())
                .contains("holdfast_dropped_total{protocol=\"dhcp4\",reason=\"service-disabled\"}");
        assertThat(command("dhcp-enable", "{}")).contains("\"result\":0");
        assertThat(lease()).startsWith("0\n");
        assertThat(health("readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void aConfigurationTakesEffectWholeOrNotAtAll() throws Exception {
        Path file = startWithFile();
        assertThat(lease()).startsWith("0\n").contains("192.0.2.10");
        String before = command("config-get", "{}");
        for (String bad :
                List.of(CONFIG.replace("\"lo\" ]", "\"nowhere0\" ]"), CONFIG.replace("192.0.2.20", "192.0.3.20"))) {
            assertThat(command("config-set", bad)).as("%s", bad).contains("\"result\":1");
            assertThat(command("config-get", "{}")).isEqualTo(before);
            assertThat(lease()).startsWith("0\n").contains("192.0.2.1");
            assertThat(health("readiness").statusCode()).isEqualTo(200);
        }
        assertThat(command(
                        "config-set", CONFIG.replace("192.0.2.", "198.51.100.").replace("\"id\": 1", "\"id\": 2")))
                .contains("\"result\":0");
        assertThat(lease()).startsWith("0\n").contains("198.51.100.10");
        Files.writeString(file, CONFIG.replace("192.0.2.10 -", "192.0.2.19 -"));
        assertThat(command("config-reload", "{}")).contains("\"result\":0");
        assertThat(lease()).startsWith("0\n").contains("192.0.2.19");
        Files.writeString(file, "{ \"Dhcp4\": { \"valid-lifetime\": } }");
        assertThat(command("config-reload", "{}")).contains("\"result\":1").contains("kea-dhcp4.conf:1:");
        assertThat(lease()).startsWith("0\n");
    }

    /** As in Kea: the server stays, answers commands and no client, and another configuration puts it right. */
    @Test
    void aConfigurationWhoseDatabaseIsAwayStopsServiceUntilItIsCorrected() throws Exception {
        startWithFile();
        assertThat(lease()).startsWith("0\n").contains("192.0.2.10");
        String away = CONFIG.replace("\"memfile\"", """
                "postgresql", "name": "kea", "user": "kea", "password": "s3cr3t", "host": "127.0.0.1", "port": 1""");
        assertThat(command("config-test", away.substring(0, away.lastIndexOf('}')) + ", \"try-databases\": true }"))
                .contains("\"result\":1", "lease database (postgresql kea at 127.0.0.1:1): ")
                .doesNotContain("s3cr3t");
        assertThat(lease()).as("a test changes nothing").startsWith("0\n");
        assertThat(command("config-set", away))
                .contains("\"result\":5", "lease database (postgresql kea at 127.0.0.1:1): ");
        assertThat(probe(Duration.ofSeconds(1))).startsWith(Probe.NO_ANSWER + "\n");
        assertThat(health("readiness").body()).contains("no working configuration");
        assertThat(health("liveness").statusCode()).isEqualTo(200);
        assertThat(command("status-get", "{}"))
                .contains("\"use\":\"lease\",\"type\":\"postgresql\"", "\"state\":\"abandoned\"", "\"last-error\":")
                .doesNotContain("next-attempt");
        assertThat(command("lease4-get-all", "{}")).contains("\"result\":1");
        assertThat(command("config-set", CONFIG)).contains("\"result\":0");
        assertThat(lease()).startsWith("0\n").contains("192.0.2.1");
        assertThat(health("readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void leasesOutliveTheProcess() {
        startExample();
        String first = probeAs("02:00:00:00:00:07");
        Objects.requireNonNull(context).close();
        assertThat(Objects.requireNonNull(context).isRunning()).isFalse();
        startExample();
        assertThat(probe(Duration.ofSeconds(10))).contains("192.0.2.11");
        assertThat(first).contains("192.0.2.10");
        assertThat(probeAs("02:00:00:00:00:07")).startsWith("0\n").contains("192.0.2.10");
    }

    private String probeAs(String hardware) {
        ProbeOptions named = new ProbeOptions(
                options(port, 1, Duration.ofSeconds(10)).plan(),
                io.holdfast.address.HardwareAddress.ethernet(
                        java.util.HexFormat.ofDelimiter(":").parseHex(hardware)),
                null,
                null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Probe.run(named, new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatHindersTheStartIsSaidWithItsPlace() throws IOException {
        Path file = directory.resolve("bad.conf");
        Files.writeString(file, "{ \"Dhcp4\": {\n  \"subnet4\": [ { \"id\": 1 } ] } }");
        assertStartFailure("bad.conf:2:", "--holdfast.config-file=" + file);
        Path again = directory.resolve("again.conf");
        Files.writeString(file, CONFIG);
        Files.writeString(again, CONFIG);
        assertStartFailure("is already there at", "--holdfast.config-file=" + file + "," + again);

        Files.writeString(file, CONFIG.replace("\"memfile\"", """
                "mysql", "name": "kea", "user": "kea", "password": "very-secret", "host": "127.0.0.1", "port": 1"""));
        assertThat(assertStartFailure("lease database", "--holdfast.config-file=" + file))
                .doesNotContain("very-secret");

        try (DatagramSocket other = new DatagramSocket(port)) {
            Files.writeString(file, CONFIG.replace("\"udp\"", "\"udp\", \"service-sockets-require-all\": true"));
            assertStartFailure(Integer.toString(other.getLocalPort()), "--holdfast.config-file=" + file);
        }
        startExample();
        int first = port;
        freePort();
        assertStartFailure("kea-leases4.csv");
        port = first;
        assertThat(lease()).as("the first is not disturbed").startsWith("0\n");
    }

    private String assertStartFailure(String words, String... arguments) {
        List<StartFailure> failures = new ArrayList<>();
        assertThatThrownBy(() -> run(arguments).close()).satisfies(thrown -> {
            for (Throwable e = thrown; e != null; e = e.getCause()) {
                if (e instanceof StartFailure failure) {
                    failures.add(failure);
                }
            }
        });
        assertThat(failures).hasSize(1);
        assertThat(failures.getFirst().getExitCode()).isEqualTo(1);
        assertThat(failures.getFirst()).hasMessageContaining(words);
        return String.valueOf(failures.getFirst().getMessage());
    }
}
