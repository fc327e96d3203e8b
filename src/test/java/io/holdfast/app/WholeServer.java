package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole server for one protocol in this process, on loopback and with ports of its own. */
final class WholeServer implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final InetAddress loopback;
    private final int dhcpPort;

    /**
     * Starts one for DHCPv4.
     *
     * @param directory for its file and its state
     * @param members of {@code Dhcp4}, beside its interface
     */
    WholeServer(Path directory, String members) throws Exception {
        this(Protocol.DHCP4, directory, members);
    }

    /** @param members of the protocol's object, beside its interface */
    WholeServer(Protocol protocol, Path directory, String members) throws Exception {
        this.loopback = InetAddress.getByName(
                switch (protocol) {
                    case DHCP4 -> "127.0.0.1";
                    case DHCP6 -> "::1";
                });
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            dhcpPort = socket.getLocalPort();
        }
        String interfaces = switch (protocol) {
            case DHCP4 -> "\"interfaces\": [ \"lo\" ], \"dhcp-socket-type\": \"udp\"";
            case DHCP6 -> "\"interfaces\": [ \"lo/::1\" ]";
        };
        Files.createDirectories(directory);
        Path file =
                Files.writeString(directory.resolve("kea.conf"), """
                { "%s": { "interfaces-config": { %s }, %s } }
                """.formatted(protocol.object(), interfaces, members));
        String settings = "--holdfast." + protocol.label();
        context = SpringApplication.run(
                ServerApplication.class,
                "--holdfast.state-directory=" + directory.resolve("state"),
                "--holdfast.config-file=" + file,
                "--holdfast.recovery.idle-check=100ms",
                settings + ".port=" + dhcpPort,
                settings + ".reply-to-source=true",
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.register-shutdown-hook=false");
    }

    /** Where it takes packets. */
    InetSocketAddress dhcp() {
        return new InetSocketAddress(loopback, dhcpPort);
    }

    /**
     * The settings of a database that is served without while it is away.
     *
     * @param port where it is reached
     */
    static String waitedFor(BackendSettings settings, int port) {
        return """
                { "type": "%s", "host": "127.0.0.1", "port": %d, "name": "%s", "user": "%s", "password": "%s",
                  "on-fail": "serve-retry-continue", "max-reconnect-tries": 1000, "reconnect-wait-time": 100 }""".formatted(
                        settings.type() == BackendSettings.Type.POSTGRESQL ? "postgresql" : "mysql",
                        port,
                        settings.name(),
                        settings.user(),
                        settings.password());
    }

    /** @return the whole answer */
    String command(String name, String arguments) throws Exception {
        return request("POST", "/", "{\"command\": \"" + name + "\", \"arguments\": " + arguments + "}")
                .body();
    }

    /** @param headers names and values besides */
    HttpResponse<String> request(String method, String path, String body, String... headers) throws Exception {
        int port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
