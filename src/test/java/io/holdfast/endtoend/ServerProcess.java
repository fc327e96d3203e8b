package io.holdfast.endtoend;

import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Holdfast as a process of its own in a namespace, started from this test run's class path. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final int LOG_LINES_SHOWN = 60;

    private final NetworkNamespace host;
    private final Path log;
    private final Process process;

    private ServerProcess(NetworkNamespace host, Path log, Process process) {
        this.host = host;
        this.log = log;
        this.process = process;
    }

    /** Starts it with {@code config.json} of its directory; its log is {@code server.log} there. */
    static ServerProcess start(NetworkNamespace host, Path directory) {
        Path log = directory.resolve("server.log");
        ProcessBuilder builder = host.process(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.holdfast.app.Holdfast",
                "serve",
                "--config",
                directory.resolve("config.json").toString(),
                "--holdfast.state-directory=" + directory.resolve("state"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectInput(new File("/dev/null"));
        try {
            return new ServerProcess(host, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it would answer a client. */
    ServerProcess ready() {
        await("readiness of the server")
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the server ended with " + process.exitValue() + ":\n" + log());
                    }
                    return isReady();
                });
        return this;
    }

    private boolean isReady() throws Exception {
        return host.inside(() -> {
            HttpURLConnection connection = connection("http://127.0.0.1:8001/actuator/health/readiness");
            try {
                return connection.getResponseCode() == 200;
            } catch (IOException e) {
                return false; // not listening yet
            } finally {
                connection.disconnect();
            }
        });
    }

    /** The answer to a control command, as text. */
    String command(String json) {
        try {
            return host.inside(() -> {
                HttpURLConnection connection = connection("http://127.0.0.1:8000/");
                connection.setRequestMethod("POST");
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
                try (var in = connection.getInputStream()) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(json, e);
        }
    }

    private static HttpURLConnection connection(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout(60_000);
        // A connection kept open would be used by a thread in another namespace next.
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    NetworkNamespace host() {
        return host;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        end(Duration.ofSeconds(20));
    }

    /** The end of its log. */
    String log() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
            return String.format(Locale.ROOT, "--- %s%n%s", log, String.join("\n", lines.subList(from, lines.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in order, and by force when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        if (!end(Duration.ofSeconds(20))) {
            kill();
            throw new IllegalStateException("the server did not stop in order:\n" + log());
        }
    }

    private boolean end(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
