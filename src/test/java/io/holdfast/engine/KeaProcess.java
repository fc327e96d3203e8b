package io.holdfast.engine;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real Kea, alone on loopback, with answers sent back to where the packet came from. {@code HOLDFAST_TEST_KEA_ROOT} is
 * the root directory it is installed under (a chroot), {@code /} when unset.
 */
public final class KeaProcess implements AutoCloseable {

    /** One of Kea's servers, and where in a packet and its answer those bytes are that tell one from another. */
    public enum Program {
        DHCP4("kea-dhcp4", "127.0.0.1", 4, 8),
        /** Of relayed messages: the peer-address. */
        DHCP6("kea-dhcp6", "::1", 18, 34);

        private final String binary;
        private final String host;
        private final int markFrom;
        private final int markTo;

        Program(String binary, String host, int markFrom, int markTo) {
            this.binary = binary;
            this.host = host;
            this.markFrom = markFrom;
            this.markTo = markTo;
        }
    }

    private static final int MOST_BYTES = 4096;
    private static final int WAIT_MILLIS = 250;
    private static final long START_SECONDS = 30;

    private final Path directory;
    private final Process process;
    private final DatagramSocket socket = new DatagramSocket();
    private final int port = freePort();
    private final byte[] sentinel;
    private final Program program;

    /** Absent when there is no Kea, or no right to run it. */
    public static @Nullable Path root(Program program) {
        String set = System.getenv("HOLDFAST_TEST_KEA_ROOT");
        Path root = Path.of(set == null ? "/" : set);
        return Files.isExecutable(root.resolve("usr/sbin/" + program.binary)) && mayChangeRoot() ? root : null;
    }

    private static boolean mayChangeRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** @param sentinel a packet that is always answered: after its answer, nothing older is to be expected */
    public KeaProcess(Program program, Path root, String config, byte[] sentinel) throws IOException {
        this.program = program;
        this.sentinel = sentinel.clone();
        this.sentinel[program.markFrom] ^= (byte) 0xff; // a mark of its own
        directory = Files.createTempDirectory(root.resolve("tmp"), "holdfast-kea");
        Path inside = Path.of("/").resolve(root.relativize(directory));
        Files.writeString(directory.resolve("kea.json"), config);
        ProcessBuilder builder = new ProcessBuilder(
                "chroot",
                root.toString(),
                "/usr/sbin/" + program.binary,
                "-p",
                Integer.toString(port),
                "-P",
                Integer.toString(socket.getLocalPort()),
                "-c",
                inside.resolve("kea.json").toString());
        builder.environment().put("KEA_TEST_SEND_RESPONSES_TO_SOURCE", "ENABLE");
        builder.environment().put("KEA_LOCKFILE_DIR", "none");
        builder.environment().put("KEA_PIDFILE_DIR", inside.toString());
        builder.environment().put("KEA_LOG_FILE_DIR", inside.toString());
        builder.environment().put("KEA_DHCP_DATA_DIR", inside.toString());
        builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        process = builder.start();
        socket.setSoTimeout(WAIT_MILLIS);
        awaitService();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            return probe.getLocalPort();
        }
    }

    private void awaitService() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(START_SECONDS).toNanos();
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            send(sentinel);
            if (receive() != null) {
                drain();
                return;
            }
        }
        String log = log();
        close();
        fail("Kea does not serve:\n" + log);
    }

    /** A start may have queued several sentinels. */
    private void drain() throws IOException {
        byte[] more = receive();
        while (more != null) {
            more = receive();
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
    }

    /** The answers to one packet: none, or one. Kea has one thread here and works in order. */
    public List<byte[]> exchange(byte[] packet) throws IOException {
        send(packet);
        send(sentinel);
        List<byte[]> answers = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(START_SECONDS).toNanos();
        while (System.nanoTime() - deadline < 0) {
            byte[] answer = receive();
            if (answer != null && isSentinel(answer)) {
                return answers;
            }
            if (answer != null) {
                answers.add(answer);
            }
        }
        return fail("Kea has stopped answering:\n" + log());
    }

    private boolean isSentinel(byte[] answer) {
        return answer.length >= program.markTo
                && Arrays.equals(answer, program.markFrom, program.markTo, sentinel, program.markFrom, program.markTo);
    }

    private void send(byte[] packet) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, InetAddress.getByName(program.host), port));
    }

    private byte @Nullable [] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        try {
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (SocketTimeoutException _) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
