package io.holdfast.app;

import io.holdfast.config.BackendSettings;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole server for DHCPv4 in this process, on loopback and with ports of its own. */
final class WholeServer implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    /**
     * Starts one.
     *
     * @param directory for its file and its state
     * @param members of {@code Dhcp4}, beside its interface
     */
    WholeServer(Path directory, String members) throws Exception {
        int port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.createDirectories(directory);
        Path file = Files.writeString(directory.resolve("kea.conf"), """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" }, %s } }
                """.formatted(members));
        context = SpringApplication.run(
                ServerApplication.class,
                "--holdfast.state-directory=" + directory.resolve("state"),
                "--holdfast.config-file=" + file,
                "--holdfast.recovery.idle-check=100ms",
                "--holdfast.dhcp4.port=" + port,
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.register-shutdown-hook=false");
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

    HttpResponse<String> request(String method, String path, String body) throws Exception {
        int port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
