package io.holdfast.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.json.JsonNode;
import io.holdfast.control.ControlBench;
import io.holdfast.control.Outcome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixListenerTests {

    private static final String VERSION =
            "{\"result\":0,\"text\":\"1.2.3\",\"arguments\":{\"extended\":\"1.2.3 (commit abc)\"}}";

    @TempDir
    private Path home;

    private final ControlBench bench = new ControlBench();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Path path;
    private UnixListener listener;

    private Outcome answer(JsonNode request) {
        return bench.protocol.answer(request, null);
    }

    @BeforeEach
    void open() throws ControlSocketException {
        path = home.resolve("control");
        listener = UnixListener.open(path, this::answer, threads);
    }

    @AfterEach
    void close() {
        listener.close();
        threads.shutdownNow();
    }

    @Test
    void aCommandIsAnsweredByABareMapAndTheConnectionEnds() throws IOException {
        assertThat(ask("{\"command\": \"version-get\", \"service\": [\"dhcp4\"]}"))
                .isEqualTo(VERSION);
        assertThat(ask("# comment\n{ \"command\": /* } */ \"version-get\" } ")).isEqualTo(VERSION);
        assertThat(ask("{\"command\": \"nonesuch\"}"))
                .isEqualTo("{\"result\":2,\"text\":\"'nonesuch' command not supported.\"}");
    }

    @Test
    void aCommandMayComeInPieces() throws IOException {
        try (SocketChannel client = connect()) {
            for (String piece : new String[] {"{\"comm", "and\": \"vers", "ion-get\"", "}"}) {
                client.write(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(read(client)).isEqualTo(VERSION);
        }
    }

    @Test
    void whatIsNoJsonIsAnErrorWithItsPlace() throws IOException {
        assertThat(ask("hello")).startsWith("{\"result\":1,\"text\":\"<command>:1:1: ");
        assertThat(ask("{\"command\" \"version-get\"}")).startsWith("{\"result\":1,\"text\":\"<command>:1:12: ");
        assertThat(ask("[]")).contains("\"result\":1", "expected toplevel entry to be a map");
    }

    @Test
    void anUnfinishedCommandIsAnErrorWhenItsClientClosesItsSide() throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("{\"command\": ".getBytes(StandardCharsets.UTF_8)));
            client.shutdownOutput();
            assertThat(read(client)).startsWith("{\"result\":1,\"text\":\"<command>:1:");
        }
        try (SocketChannel client = connect()) {
            client.shutdownOutput();
            assertThat(read(client)).isEmpty();
        }
    }

    @Test
    void aLongCommandAndALongAnswerPass() throws IOException {
        String comment = "/*" + "x".repeat(3_000_000) + "*/";
        assertThat(ask("{" + comment + "\"command\": \"version-get\"}")).isEqualTo(VERSION);
        assertThat(ask("{\"command\": \"statistic-get-all\"}")).endsWith("}}").hasSizeGreaterThan(1000);
    }

    @Test
    void aCommandPastTheLimitIsRefused() throws IOException {
        try (SocketChannel client = connect()) {
            ByteBuffer blanks = ByteBuffer.allocate(1 << 20);
            java.util.Arrays.fill(blanks.array(), (byte) ' ');
            boolean refused = false;
            for (int i = 0; i < 40 && !refused; i++) {
                try {
                    client.write(blanks.rewind());
                } catch (IOException e) { // the server has said its word and closed
                    refused = true;
                }
            }
            assertThat(refused).isTrue();
        }
    }

    @Test
    void aSilentClientIsToldSo() throws Exception {
        Path quiet = home.resolve("quiet");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(quiet));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(quiet));
                    SocketChannel accepted = server.accept()) {
                client.write(ByteBuffer.wrap("{\"comm".getBytes(StandardCharsets.UTF_8)));
                new UnixConnection(accepted, this::answer, Duration.ofMillis(50)).serve();
                assertThat(read(client))
                        .isEqualTo("{\"result\":1,\"text\":\"Connection over control channel timed out, discarded"
                                + " partial command of 6 bytes\"}");
            }
        }
    }

    @Test
    void manyClientsAreServedAtOnce() throws Exception {
        List<Future<String>> answers = IntStream.range(0, 50)
                .mapToObj(_ -> threads.submit(() -> ask("{\"command\": \"version-get\"}")))
                .toList();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo(VERSION);
        }
    }

    @Test
    void onlyOwnerAndGroupMayCommand() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aSocketInUseIsNotTakenAway() throws IOException {
        assertThatThrownBy(() -> UnixListener.open(path, this::answer, threads))
                .isInstanceOf(ControlSocketException.class)
                .hasMessage("control socket " + path + " cannot be opened: this process uses it already");
        assertThat(ask("{\"command\": \"version-get\"}")).isEqualTo(VERSION);
    }

    @Test
    void aSocketLeftBehindIsReplaced() throws Exception {
        Path stale = home.resolve("stale");
        try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(UnixDomainSocketAddress.of(stale));
        }
        assertThat(stale).exists();
        UnixListener second = UnixListener.open(stale, this::answer, threads);
        second.close();
        assertThat(stale).doesNotExist();
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "dear");
        assertThatThrownBy(() -> UnixListener.open(file, this::answer, threads))
                .hasMessageContaining("there is a file that is no socket");
        assertThat(file).hasContent("dear");
    }

    @Test
    void placesThatCannotBeAreNamed() throws IOException {
        assertThatThrownBy(() -> UnixListener.open(home.resolve("no/control"), this::answer, threads))
                .hasMessageContaining("there is no directory " + home.resolve("no"));
        assertThatThrownBy(() -> UnixListener.open(home.resolve("x".repeat(108)), this::answer, threads))
                .hasMessageContaining("at most 107 bytes");
        Path open = Files.createDirectory(home.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> UnixListener.open(open.resolve("control"), this::answer, threads))
                .hasMessageContaining("everybody may write to " + open);
    }

    @Test
    void aClosedListenerIsGone() {
        listener.close();
        assertThat(path).doesNotExist();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    private String ask(String request) throws IOException {
        try (SocketChannel client = connect()) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
            return read(client);
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static String read(SocketChannel client) throws IOException {
        return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
    }
}
