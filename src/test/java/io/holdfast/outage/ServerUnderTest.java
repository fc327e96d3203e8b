package io.holdfast.outage;

import io.holdfast.app.ServerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole server as {@code serve} starts it, in this process, on loopback and ports of its own. Where the process would
 * end, this one goes on and the exit code can be asked for.
 */
public final class ServerUnderTest implements AutoCloseable {

    private static final Duration HTTP_LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final LogLines log = new LogLines();
    private final Path configFile;
    private final Map<Dhcp, Integer> dhcpPorts = new EnumMap<>(Dhcp.class);
    private @Nullable ConfigurableApplicationContext context;

    private ServerUnderTest(Path directory) {
        this.configFile = directory.resolve("kea-dhcp.conf");
        for (Dhcp protocol : Dhcp.values()) {
            dhcpPorts.put(protocol, freePort(protocol));
        }
    }

    /**
     * Starts it with its files in {@code directory}; when it cannot start, it has ended already: see {@link #ended}.
     *
     * @param configs of each protocol it serves
     */
    public static ServerUnderTest start(Path directory, LeaseDatabaseConfig... configs) {
        ServerUnderTest server = new ServerUnderTest(directory);
        server.writeConfig(configs);
        server.run(directory);
        return server;
    }

    private static int freePort(Dhcp protocol) {
        try (DatagramSocket socket = new DatagramSocket(0, protocol.loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Path directory) {
        SpringApplication application = new SpringApplication(ServerApplication.class);
        IntConsumer exit = ended::complete;
        application.addInitializers(starting -> {
            log.listen();
            starting.getBeanFactory().registerSingleton("exit", exit);
            context = starting;
        });
        try {
            application.run(
                    "--holdfast.config-file=" + configFile,
                    "--holdfast.state-directory=" + directory.resolve("state"),
                    "--holdfast.dhcp4.port=" + dhcpPort(Dhcp.V4),
                    "--holdfast.dhcp6.port=" + dhcpPort(Dhcp.V6),
                    "--holdfast.dhcp4.reply-to-source=true",
                    "--server.port=0",
                    "--management.server.port=0",
                    "--spring.main.register-shutdown-hook=false");
        } catch (RuntimeException e) { // as main does, which ends with the code of the cause
            ended.complete(exitCode(e));
        }
    }

    private static int exitCode(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ExitCodeGenerator known) {
                return known.getExitCode();
            }
        }
        throw new IllegalStateException("the start failed for a reason that the server does not explain", failure);
    }

    public int dhcpPort(Dhcp protocol) {
        return dhcpPorts.get(protocol);
    }

    /** The exit code, when the process would have ended by now. */
    public OptionalInt ended() {
        return ended.isDone() ? OptionalInt.of(ended.join()) : OptionalInt.empty();
    }

    /** The exit code; fails when the process has not ended in time. */
    public int awaitEnd(Duration limit) {
        try {
            return ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the server has not ended within " + limit + "; its log:\n" + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public LogLines log() {
        return log;
    }

    /** Changes the file, which {@code config-reload} reads. */
    public void writeConfig(LeaseDatabaseConfig... configs) {
        try {
            Files.createDirectories(configFile.toAbsolutePath().getParent());
            Files.writeString(configFile, LeaseDatabaseConfig.json(configs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to one of Kea's commands without arguments. */
    public String command(String name) {
        return command(name, "{}");
    }

    /** The answer to one of Kea's commands; {@code arguments} are a JSON object. */
    public String command(String name, String arguments) {
        return http("local.server.port", "/", "{\"command\": \"" + name + "\", \"arguments\": " + arguments + "}")
                .body();
    }

    /** The same, of the server of one protocol. */
    public String command(Dhcp protocol, String name, String arguments) {
        return http(
                        "local.server.port",
                        "/",
                        "{\"command\": \"" + name + "\", \"service\": [ \"" + protocol.service()
                                + "\" ], \"arguments\": " + arguments + "}")
                .body();
    }

    /** For the protocol of the configuration. */
    public String configSet(LeaseDatabaseConfig config) {
        return command(config.protocol(), "config-set", config.json());
    }

    /** The whole health report. */
    public String health() {
        return http("local.management.port", "/actuator/health", null).body();
    }

    public boolean isReady() {
        return http("local.management.port", "/actuator/health/readiness", null).statusCode() == 200;
    }

    public boolean isAlive() {
        return http("local.management.port", "/actuator/health/liveness", null).statusCode() == 200;
    }

    public String prometheus() {
        return http("local.management.port", "/actuator/prometheus", null).body();
    }

    private HttpResponse<String> http(String portProperty, String path, @Nullable String body) {
        ConfigurableApplicationContext running = context;
        String port = running == null ? null : running.getEnvironment().getProperty(portProperty);
        if (port == null) {
            throw new IllegalStateException("the server is not running; its log:\n" + log);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(HTTP_LIMIT);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " of the server, whose log is:\n" + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in order. */
    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
        http.close();
        log.close();
    }
}
