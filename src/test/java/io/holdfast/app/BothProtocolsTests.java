package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.app.probe.Probe;
import io.holdfast.app.probe.ProbeOptions;
import io.holdfast.app.probe.ProbeOptions6;
import io.holdfast.app.probe.ProbePlan;
import io.holdfast.config.json.JsonReader;
import io.holdfast.transport.Links;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One process with one file serves both protocols on the loopback, and each has its own commands. */
@Timeout(120)
class BothProtocolsTests {

    private static final String CONFIG = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
                "lease-database": { "type": "memfile" }, "server-tag": "four",
                "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "lo",
                  "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ] } ] },
              "Dhcp6": { "interfaces-config": { "interfaces": [ "lo/::1" ] },
                "lease-database": { "type": "memfile" }, "server-tag": "six",
                "subnet6": [ { "id": 1, "subnet": "2001:db8::/64", "interface": "lo",
                  "pools": [ { "pool": "2001:db8::10 - 2001:db8::20" } ],
                  "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 40, "delegated-len": 56 } ] } ] } }
            """;

    @TempDir
    private Path directory = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable ConfigurableApplicationContext context;
    private Path file = Path.of("");
    private int port4;
    private int port6;

    @BeforeEach
    void start() throws Exception {
        Ipv6Address loopback = Ipv6Address.parse("::1");
        Assumptions.assumeTrue(
                Links.detect(true).stream().anyMatch(link -> link.addresses6().contains(loopback)),
                "the loopback has no IPv6 address here");
        port4 = freePort("127.0.0.1");
        port6 = freePort("::1");
        file = Files.writeString(directory.resolve("kea.conf"), CONFIG);
        context = SpringApplication.run(
                ServerApplication.class,
                "--holdfast.state-directory=" + directory.resolve("state"),
                "--holdfast.config-file=" + file,
                "--holdfast.dhcp4.port=" + port4,
                "--holdfast.dhcp4.reply-to-source=true",
                "--holdfast.dhcp6.port=" + port6,
                "--holdfast.dhcp6.reply-to-source=true",
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
    void clientsOfBothGetLeasesThatCommandsShow() throws Exception {
        assertThat(probe4()).startsWith("0\n").contains("192.0.2.10");
        assertThat(probe6(null, true))
                .startsWith("0\n")
                .contains("REPLY     2001:db8::10, 2001:db8:8000::/56 from server ", "RENEW ", "RELEASE ", "Success");
        assertThat(probe6(Ipv6Address.parse("2001:db8::1"), false))
                .startsWith("0\n")
                .contains("REPLY     2001:db8::1");
        assertThat(command("{\"command\": \"lease4-get-all\"}"))
                .contains("\"text\":\"1 IPv4 lease(s) found.\"", "192.0.2.10");
        assertThat(command("{\"command\": \"lease6-get-by-state\", \"arguments\": {\"state\": \"default\"}}"))
                .contains("\"text\":\"2 IPv6 lease(s) found with state default (0).\"", "IA_PD");
        assertThat(command("{\"command\": \"statistic-get\", \"service\": [\"dhcp6\"],"
                        + " \"arguments\": {\"name\": \"subnet[1].assigned-nas\"}}"))
                .contains("\"subnet[1].assigned-nas\":[[1,");
        assertThat(command("{\"command\": \"lease6-wipe\"}")).contains("\"result\":0");
        assertThat(command("{\"command\": \"lease4-get-all\"}")).contains("1 IPv4 lease(s) found.");
    }

    @Test
    void aProtocolIsSwitchedOffWithoutTheOther() throws Exception {
        assertThat(command("{\"command\": \"dhcp-disable\", \"service\": [\"dhcp6\"]}"))
                .isEqualTo("[{\"result\":0,\"text\":\"DHCPv6 service disabled\"}]");
        assertThat(command("{\"command\": \"status-get\", \"service\": [\"dhcp4\", \"dhcp6\"]}"))
                .containsSubsequence("\"globally-disabled\":false", "\"globally-disabled\":true");
        assertThat(probe6(null, false)).startsWith("1\n").contains("no answer to SOLICIT");
        assertThat(probe4()).startsWith("0\n");
        command("{\"command\": \"dhcp-enable\", \"service\": [\"dhcp6\"]}");
        assertThat(probe6(null, false)).startsWith("0\n");
    }

    @Test
    void eachHasItsPartOfTheFile() throws Exception {
        assertThat(command("{\"command\": \"server-tag-get\", \"service\": [\"dhcp6\", \"dhcp4\"]}"))
                .isEqualTo("[{\"result\":0,\"arguments\":{\"server-tag\":\"six\"}},"
                        + "{\"result\":0,\"arguments\":{\"server-tag\":\"four\"}}]");
        assertThat(command("{\"command\": \"config-set\", \"service\": [\"dhcp6\"], \"arguments\": {\"Dhcp6\":"
                        + " {\"interfaces-config\": {\"interfaces\": [\"lo/::1\"]},"
                        + " \"lease-database\": {\"type\": \"memfile\"}, \"server-tag\": \"new\"}}}"))
                .contains("\"result\":0");
        assertThat(command("{\"command\": \"config-write\", \"service\": [\"dhcp6\"]}"))
                .contains("\"result\":0", file.toString());
        assertThat(String.valueOf(JsonReader.read(file).root().plain()))
                .contains("server-tag=four", "server-tag=new", "192.0.2.10 - 192.0.2.20")
                .doesNotContain("server-tag=six");
        assertThat(command("{\"command\": \"config-reload\"}")).contains("\"result\":0");
        assertThat(command("{\"command\": \"config-get\"}"))
                .contains("\"Dhcp4\"")
                .doesNotContain("\"Dhcp6\"");
        assertThat(probe4()).startsWith("0\n");
    }

    private String probe4() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProbePlan plan = new ProbePlan(
                Ipv4Address.parse("127.0.0.1"), null, port4, 68, false, 1, 0, patience(), ProbeOptions6.FIRST_WAIT);
        int code = Probe.run(new ProbeOptions(plan, null, null, null), print(out));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    private String probe6(@Nullable Ipv6Address link, boolean returning) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProbePlan plan = new ProbePlan(
                Ipv6Address.parse("::1"), null, port6, 546, returning, 1, 0, patience(), Duration.ofMillis(500));
        int code = Probe.run(
                new ProbeOptions6(
                        plan, null, null, Ipv6Address.UNSPECIFIED, Ipv6Prefix.parse("::/0"), link, false, returning),
                print(out));
        return code + "\n" + out.toString(StandardCharsets.UTF_8);
    }

    private static Duration patience() {
        return Duration.ofSeconds(5);
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String command(String request) throws Exception {
        String at = Objects.requireNonNull(context).getEnvironment().getProperty("local.server.port");
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + "/"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort(String address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
            return socket.getLocalPort();
        }
    }
}
