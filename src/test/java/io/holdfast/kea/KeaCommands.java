package io.holdfast.kea;

import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Kea that is only given commands, by HTTP. */
public final class KeaCommands implements AutoCloseable {

    private static final JsonPosition HERE = new JsonPosition("<test>", 1, 1);
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final KeaProcess process;
    private final URI place;
    private final HttpClient client = HttpClient.newHttpClient();

    private KeaCommands(KeaProcess process, URI place) {
        this.process = process;
        this.place = place;
    }

    /**
     * @param configuration without libraries and control sockets
     * @param libraries such as {@code libdhcp_host_cmds}; the test is aborted when one is not there
     */
    public static KeaCommands start(Protocol protocol, String configuration, List<String> libraries)
            throws IOException, ConfigException {
        String program = protocol == Protocol.DHCP4 ? "kea-dhcp4" : "kea-dhcp6";
        Path root = KeaProcess.root(program);
        int port = freePort();
        JsonNode.Dict whole =
                (JsonNode.Dict) JsonReader.parse(configuration, "<test>").root();
        JsonNode.Dict object =
                (JsonNode.Dict) whole.members().get(protocol.object()).value();
        put(
                object,
                "control-sockets",
                List.of(Map.of("socket-type", "http", "socket-address", "127.0.0.1", "socket-port", (long) port)));
        put(
                object,
                "hooks-libraries",
                libraries.stream()
                        .map(library -> Map.of("library", library(root, library)))
                        .toList());
        KeaProcess process = KeaProcess.start(
                List.of(),
                root,
                program,
                JsonWriter.compact(whole.plain()),
                List.of("-X", "-p", Integer.toString(freePort())));
        KeaCommands kea = new KeaCommands(process, URI.create("http://127.0.0.1:" + port + "/"));
        kea.awaitService();
        return kea;
    }

    private static void put(JsonNode.Dict object, String key, Object value) {
        object.members().put(key, new JsonNode.Member(HERE, JsonNode.of(value, HERE)));
    }

    /** Where the root directory has this library; the test is aborted when it is not there. */
    public static String library(Path root, String name) {
        try (Stream<Path> files = Files.find(
                root.resolve("usr/lib"), 4, (path, _) -> path.endsWith(Path.of("kea", "hooks", name + ".so")))) {
            Path found = files.findFirst().orElse(null);
            assumeThat(found).as("NOT COMPARED WITH KEA: no " + name).isNotNull();
            return "/" + root.relativize(found);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void awaitService() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            try {
                ask("{\"command\": \"version-get\"}");
                return;
            } catch (IOException _) { // it is only starting
                Thread.onSpinWait();
            }
        }
        String words = process.lastWords();
        close();
        fail("Kea takes no commands:\n" + words);
    }

    /** The answer, without the list around it. */
    public String ask(String request) throws IOException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(place)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(request))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String body = answer.body().strip();
            return body.startsWith("[") ? body.substring(1, body.length() - 1) : body;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        process.close();
    }
}
