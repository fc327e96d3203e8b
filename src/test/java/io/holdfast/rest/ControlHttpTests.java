package io.holdfast.rest;

import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.rest.CredentialsTests.basic;
import static io.holdfast.rest.CredentialsTests.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.ControlSocketSettings.BasicAuthentication;
import io.holdfast.config.ControlSocketSettings.Header;
import io.holdfast.config.ControlSocketSettings.Http;
import io.holdfast.config.ControlSocketSettings.Unix;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.ControlBench;
import io.holdfast.control.Services;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlHttpTests {

    private static final String VERSION =
            "[{\"result\":0,\"text\":\"1.2.3\",\"arguments\":{\"extended\":\"1.2.3 (commit abc)\"}}]";
    private static final String ASK_VERSION = "{\"command\": \"version-get\"}";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(RestConfiguration.class)
    static class Application {}

    /** A web server with its control sockets. */
    private record Running(ControlSockets sockets, ConfigurableApplicationContext context, int port)
            implements AutoCloseable {

        @Override
        public void close() {
            sockets.close();
            context.close();
        }
    }

    private final ControlBench bench = new ControlBench();
    private final ControlBench bench6 = new ControlBench(Protocol.DHCP6);
    private final Map<Protocol, CommandRegistry> configured = new EnumMap<>(Map.of(Protocol.DHCP4, bench.registry));
    private final CommandProtocol protocol = new CommandProtocol(() -> configured);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private Path home;
    private Running running;
    private ControlSockets sockets;
    private int port;

    @BeforeAll
    void startAll(@TempDir Path directory) {
        home = directory;
        running = start("127.0.0.1");
        sockets = running.sockets;
        port = running.port;
    }

    @BeforeEach
    void begin() throws ControlSocketException {
        sockets.use(Map.of(Protocol.DHCP4, List.of()));
        configured.remove(Protocol.DHCP6);
        bench.ask("{\"command\": \"lease4-wipe\"}");
    }

    @AfterAll
    void stopAll() {
        running.close();
        http.close();
        threads.shutdown();
    }

    @Test
    void untilThereIsAConfigurationNobodyIsServed() throws Exception {
        try (Running fresh = start("127.0.0.1")) {
            assertThat(post(fresh.port, "/", ASK_VERSION, Map.of()))
                    .extracting(HttpResponse::statusCode, HttpResponse::body)
                    .containsExactly(503, "{\"result\":503,\"text\":\"the server is starting\"}");
        }
    }

    @Test
    void aCommandIsAnsweredByAListAtAnyPath() throws Exception {
        for (String path : new String[] {"/", "", "/any/path", "/api/v2", "/index.html"}) {
            HttpResponse<String> answer = post(port, path, ASK_VERSION, Map.of());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body()).isEqualTo(VERSION);
        }
        assertThat(post("# comment\n{\"command\": \"version-get\", /* here */ \"service\": [\"dhcp4\"]}")
                        .body())
                .isEqualTo(VERSION);
        assertThat(post(port, "/", ASK_VERSION, Map.of("Content-Type", "application/json; charset=utf-8"))
                        .body())
                .isEqualTo(VERSION);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"command": "nonesuch"}                             => [{"result":2,"text":"'nonesuch' command not supported."}]
            {"command": "version-get", "service": ["dhcp6"]}    => [{"result":1,"text":"unsupported service 'dhcp6', expected 'dhcp4'"}]
            []                                                  => [{"result":1,"text":"Error during command processing: invalid command: expected toplevel entry to be a map, got a list instead"}]
            """)
    void errorsOfCommandsAreAnswersToo(String request, String answer) throws Exception {
        assertThat(post(request))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(200, answer);
    }

    @Test
    void whatIsNoCommandHasAStatus() throws Exception {
        assertThat(post("{\"command\" 5}")).extracting(HttpResponse::statusCode).isEqualTo(400);
        assertThat(post("{\"command\" 5}").body())
                .startsWith("{\"result\":400,\"text\":\"Bad Request: <command>:1:12: ");
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(post(port, "/", ASK_VERSION, Map.of("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(post(port, "/", ASK_VERSION, Map.of("Content-Type", "rubbish"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(get("/").statusCode()).isEqualTo(405);
        assertThat(post(" ".repeat(Limits.MAX_REQUEST_BYTES + 1)).statusCode()).isEqualTo(413);
        assertThat(post("{\"command\": \"version-get\"" + " ".repeat(2_000_000) + "}")
                        .body())
                .isEqualTo(VERSION);
    }

    @Test
    void withoutAuthenticationAWebPageCannotReachTheServerByAName() throws Exception {
        assertThat(raw("POST / HTTP/1.1\r\nHost: evil.example:8000\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403")
                .contains("{\"result\":403,\"text\":\"without authentication");
        assertThat(raw("OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                        + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n"))
                .doesNotContainIgnoringCase("access-control-allow");
    }

    @Test
    void whoIsNotKnownIsNotServed() throws Exception {
        int other = freePort();
        sockets.use(Protocol.DHCP4, List.of(http(other, "ann", "pw")));
        for (int each : new int[] {other, port}) {
            HttpResponse<String> answer = post(each, "/", ASK_VERSION, Map.of());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"result\":401,\"text\":\"Unauthorized\"}");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"realm\"");
            assertThat(post(each, "/", ASK_VERSION, Map.of("Authorization", basic("ann:no")))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(each, "/", ASK_VERSION, Map.of("Authorization", basic("ann:pw")))
                            .body())
                    .isEqualTo(VERSION);
        }
        assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
    }

    @Test
    void socketsComeAndGoAndKeepTheirRules() throws Exception {
        int one = freePort();
        int two = freePort();
        Http open = new Http("127.0.0.1", two, null, List.of(new Header("Strict-Transport-Security", "max-age=1")));
        sockets.use(Protocol.DHCP4, List.of(http(one, "ann", "pw"), open, new Unix("control")));
        assertThat(home.resolve("state/control")).exists();
        assertThat(post(one, "/", ASK_VERSION, Map.of()).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = post(two, "/", ASK_VERSION, Map.of());
        assertThat(answer.body()).isEqualTo(VERSION);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=1");
        assertThat(sockets.places())
                .contains(
                        "http://127.0.0.1:" + port,
                        "http://127.0.0.1:" + one,
                        home.resolve("state/control").toString());

        sockets.use(Protocol.DHCP4, List.of(http(one, "bob", "other")));
        assertThat(home.resolve("state/control")).doesNotExist();
        assertThat(post(one, "/", ASK_VERSION, Map.of("Authorization", basic("ann:pw")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(one, "/", ASK_VERSION, Map.of("Authorization", basic("bob:other")))
                        .body())
                .isEqualTo(VERSION);
        assertRefused(two);

        sockets.use(Protocol.DHCP4, List.of());
        assertRefused(one);
        assertThat(post(ASK_VERSION).body()).isEqualTo(VERSION);
    }

    @Test
    void aSocketThatCannotBeOpenedLeavesAllAsBefore() throws Exception {
        int one = freePort();
        sockets.use(Protocol.DHCP4, List.of(http(one, "ann", "pw")));
        int two = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<ControlSocketSettings> next =
                    List.of(http(two, "bob", "pw"), new Unix("control"), http(taken.getLocalPort(), "bob", "pw"));
            assertThatThrownBy(() -> sockets.use(Protocol.DHCP4, next))
                    .isInstanceOf(ControlSocketException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("Address already in use");
        }
        assertRefused(two);
        assertThat(home.resolve("state/control")).doesNotExist();
        assertThat(post(one, "/", ASK_VERSION, Map.of("Authorization", basic("ann:pw")))
                        .body())
                .isEqualTo(VERSION);
    }

    @Test
    void theControlPortIsNotForStrangers() throws Exception {
        try (Running open = start("0.0.0.0")) {
            assertThatThrownBy(() -> open.sockets.use(Protocol.DHCP4, List.of()))
                    .isInstanceOf(ControlSocketException.class)
                    .hasMessageContaining("server.address");
            assertThat(post(open.port, "/", ASK_VERSION, Map.of()).statusCode()).isEqualTo(503);
            open.sockets.use(Protocol.DHCP4, List.of(http(open.port, "ann", "pw")));
            assertThat(post(open.port, "/", ASK_VERSION, Map.of()).statusCode()).isEqualTo(401);
            assertThat(post(open.port, "/", ASK_VERSION, Map.of("Authorization", basic("ann:pw")))
                            .body())
                    .isEqualTo(VERSION);
        }
    }

    @Test
    void leasesAreResources() throws Exception {
        assertThat(get("/api/v1/leases4"))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(200, "{\"leases\":[],\"next\":null}");
        String body = "{\"hw-address\": \"02:00:00:00:00:01\", \"hostname\": \"one\"}";
        assertThat(send("PUT", "/api/v1/leases4/192.0.2.12", body).statusCode()).isEqualTo(201);
        HttpResponse<String> again = send("PUT", "/api/v1/leases4/192.0.2.12", body);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).startsWith("{\"ip-address\":\"192.0.2.12\",\"subnet-id\":1,");
        assertThat(get("/api/v1/leases4/192.0.2.12").body()).isEqualTo(again.body());
        bench.given(lease("192.0.2.13").build());
        assertThat(get("/api/v1/leases4?limit=1").body()).endsWith("\"next\":\"192.0.2.12\"}");
        assertThat(get("/api/v1/leases4?after=192.0.2.12&limit=5").body())
                .contains("\"192.0.2.13\"")
                .endsWith("\"next\":null}");
        assertThat(get("/api/v1/leases4?limit=10000").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/leases4?limit=10001").body())
                .contains("'limit' is a number from 1 to 10000, not '10001'");
        assertThat(send("DELETE", "/api/v1/leases4/192.0.2.12", "").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "/api/v1/leases4/192.0.2.12", "").statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/leases4/192.0.2.12").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            GET    /api/v1/leases4?limit=x              => 400
            GET    /api/v1/leases4?limit=0              => 400
            GET    /api/v1/leases4?limit=-1             => 400
            GET    /api/v1/leases4?limit=10001          => 400
            GET    /api/v1/leases6?limit=10001          => 400
            GET    /api/v1/leases4?after=x              => 400
            GET    /api/v1/leases4/x                    => 400
            GET    /api/v1/subnets4/x                   => 400
            GET    /api/v1/subnets4/99                  => 404
            GET    /api/v1/subnets6                     => 404
            GET    /api/v1/reservations4?limit=x        => 400
            GET    /api/v1/reservations4?limit=0        => 400
            GET    /api/v1/reservations4?limit=10001    => 400
            GET    /api/v1/reservations4?what=1         => 400
            GET    /api/v1/reservations4?subnet-id=99   => 400
            PUT    /api/v1/leases4/192.0.2.12 []        => 400
            PUT    /api/v1/leases4/192.0.2.12 {         => 400
            PUT    /api/v1/leases4/192.0.2.12 {}        => 400
            PUT    /api/v1/leases4/203.0.113.1 {"hw-address": "010203"}                             => 409
            PUT    /api/v1/leases4/192.0.2.12 {"hw-address": "010203", "ip-address": "192.0.2.13"}  => 400
            """)
    void requestsForResourcesThatCannotBeHaveAStatus(String request, int status) throws Exception {
        String[] parts = request.split("\\s+", 3);
        HttpResponse<String> answer = send(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"result\":" + status + ",\"text\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "config", "commands"})
    void theServerCanBeLookedAt(String resource) throws Exception {
        assertThat(get("/api/v1/" + resource))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.body())
                        .containsAnyOf("\"pid\":42", "\"Dhcp4\":{", "{\"name\":\"lease4-add\",\"access\":\"write\""));
    }

    @Test
    void subnetsAndReservationsAreResourcesToLookAt() throws Exception {
        assertThat(get("/api/v1/subnets4").body())
                .startsWith("{\"subnets\":[{\"id\":1,\"subnet\":\"192.0.2.0/24\",\"shared-network-name\":null}");
        assertThat(get("/api/v1/subnets4/1").body())
                .startsWith("{")
                .contains("\"subnet\":\"192.0.2.0/24\"", "\"valid-lifetime\":3600");
        assertThat(get("/api/v1/reservations4"))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(200, "{\"count\":0,\"hosts\":[]}");
        post("{\"command\": \"reservation-add\", \"arguments\": {\"operation-target\": \"memory\", \"reservation\":"
                + " {\"subnet-id\": 1, \"hw-address\": \"020000000001\", \"ip-address\": \"192.0.2.5\"}}}");
        assertThat(get("/api/v1/reservations4?subnet-id=1&limit=5").body())
                .contains("\"count\":1", "192.0.2.5", "\"next\":{\"from\":1,\"source-index\":0}");
        configured.put(Protocol.DHCP6, bench6.registry);
        assertThat(get("/api/v1/subnets6").body()).contains("2001:db8:1::/64");
    }

    @Test
    void bothServicesAnswerInOneListInTheOrderAsked() throws Exception {
        configured.put(Protocol.DHCP6, bench6.registry);
        String disable = "{\"command\": \"dhcp-disable\", \"service\": [\"dhcp6\", \"dhcp4\", \"d2\"]}";
        assertThat(post(disable).body())
                .isEqualTo("[{\"result\":0,\"text\":\"DHCPv6 service disabled\"},"
                        + "{\"result\":0,\"text\":\"DHCPv4 service disabled\"},"
                        + "{\"result\":1,\"text\":\"unsupported service 'd2', expected 'dhcp4' or 'dhcp6'\"}]");
        assertThat(post("{\"command\": \"dhcp-disable\"}").body()).contains("DHCPv4 service disabled");
        assertThat(post("{\"command\": \"lease6-get-all\"}").body()).contains("0 IPv6 lease(s) found.");
    }

    @Test
    void aSocketBelongsToTheProtocolThatConfiguresIt() throws Exception {
        configured.put(Protocol.DHCP6, bench6.registry);
        int four = freePort();
        int six = freePort();
        Http open4 = new Http("127.0.0.1", four, null, List.of());
        Http open6 = new Http("127.0.0.1", six, null, List.of());
        sockets.use(Map.of(Protocol.DHCP4, List.of(open4), Protocol.DHCP6, List.of(open6, new Unix("control6"))));
        String ask = "{\"command\": \"dhcp-disable\"}";
        assertThat(post(four, "/", ask, Map.of()).body()).contains("DHCPv4 service disabled");
        assertThat(post(six, "/", ask, Map.of()).body()).contains("DHCPv6 service disabled");
        assertThat(unix(home.resolve("state/control6"), ask)).contains("DHCPv6 service disabled");
        assertThat(post(six, "/", "{\"command\": \"dhcp-disable\", \"service\": [\"dhcp4\"]}", Map.of())
                        .body())
                .contains("DHCPv4 service disabled");

        sockets.use(Protocol.DHCP4, List.of());
        assertRefused(four);
        assertThat(post(six, "/", ask, Map.of()).body()).contains("DHCPv6 service disabled");
        assertThatThrownBy(() -> sockets.use(Protocol.DHCP4, List.of(open6)))
                .hasMessage("control socket 127.0.0.1:" + six + " is configured in Dhcp4 and Dhcp6: give each its own");
        assertThatThrownBy(() -> sockets.use(Protocol.DHCP4, List.of(new Unix("control6"))))
                .hasMessageContaining("control6 is configured in Dhcp4 and Dhcp6");
        assertThat(post(six, "/", ask, Map.of()).body()).contains("DHCPv6 service disabled");
    }

    /** Whoever guards his own socket with a password does not leave the control port open. */
    @Test
    void thePasswordOfEitherProtocolGuardsTheControlPort() throws Exception {
        configured.put(Protocol.DHCP6, bench6.registry);
        sockets.use(Map.of(
                Protocol.DHCP4,
                List.of(new Http("127.0.0.1", freePort(), null, List.of())),
                Protocol.DHCP6,
                List.of(http(freePort(), "ann", "pw"))));
        assertThat(post(ASK_VERSION).statusCode()).isEqualTo(401);
        assertThat(post(port, "/", "{\"command\": \"dhcp-disable\"}", Map.of("Authorization", basic("ann:pw")))
                        .body())
                .as("it is nobody's socket all the same")
                .contains("DHCPv4 service disabled");
    }

    @Test
    void leasesOfDhcp6AreResourcesToo() throws Exception {
        assertThat(get("/api/v1/leases6"))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(404, "{\"result\":404,\"text\":\"DHCPv6 is not configured here\"}");
        configured.put(Protocol.DHCP6, bench6.registry);
        String lease = "/api/v1/leases6/2001:db8:1::12";
        String body = "{\"duid\": \"010203\", \"iaid\": 1}";
        assertThat(send("PUT", lease, body).statusCode()).isEqualTo(201);
        assertThat(send("PUT", lease, body).statusCode()).isEqualTo(200);
        assertThat(get(lease).body()).startsWith("{\"ip-address\":\"2001:db8:1::12\",\"type\":\"IA_NA\",\"iaid\":1,");
        assertThat(get("/api/v1/leases6?limit=1").body()).endsWith("\"next\":\"2001:db8:1::12\"}");
        String prefix = "/api/v1/leases6/2001:db8:8000::";
        assertThat(send(
                                "PUT",
                                prefix,
                                "{\"duid\": \"010203\", \"iaid\": 1, \"type\": \"IA_PD\", \"prefix-len\": 56,"
                                        + " \"subnet-id\": 1}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(get(prefix + "?type=IA_PD").body()).contains("\"prefix-len\":56");
        assertThat(get(prefix).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", prefix + "?type=IA_PD", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", lease, "").statusCode()).isEqualTo(204);
        assertThat(get("/api/v1/leases5").statusCode()).isEqualTo(405);
    }

    @Test
    void theServiceToLookAtCanBeNamed() throws Exception {
        configured.put(Protocol.DHCP6, bench6.registry);
        assertThat(get("/api/v1/config").body()).contains("\"Dhcp4\":{");
        assertThat(get("/api/v1/config?service=dhcp6").body()).contains("\"Dhcp6\":{");
        assertThat(get("/api/v1/commands?service=dhcp6").body())
                .contains("lease6-add")
                .doesNotContain("lease4-add");
        assertThat(get("/api/v1/status?service=d2"))
                .extracting(HttpResponse::statusCode, HttpResponse::body)
                .containsExactly(404, "{\"result\":404,\"text\":\"there is no service 'd2' here\"}");
    }

    private static String unix(Path path, String request) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Running start(String address) {
        ControlSockets fresh = new ControlSockets(protocol, home.resolve("state"), threads);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "server.address=" + address,
                        "spring.config.name=none",
                        "spring.main.banner-mode=off",
                        "spring.main.log-startup-info=false")
                .initializers(empty -> {
                    GenericApplicationContext beans = (GenericApplicationContext) empty;
                    beans.registerBean(Services.class, () -> () -> configured);
                    beans.registerBean(CommandProtocol.class, () -> protocol);
                    beans.registerBean(ControlSockets.class, () -> fresh);
                })
                .run();
        int open = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        return new Running(fresh, context, open);
    }

    private static Http http(int port, String user, String password) {
        return new Http(
                "127.0.0.1", port, new BasicAuthentication("realm", List.of(client(user, password))), List.of());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(port, "/", body, Map.of());
    }

    private HttpResponse<String> post(int at, String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertRefused(int at) {
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket("127.0.0.1", at)) {
                        assertThat(socket.isConnected()).isFalse();
                    }
                })
                .as("port " + at)
                .isInstanceOf(ConnectException.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
