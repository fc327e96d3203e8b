package io.holdfast.kea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets from one socket to a Kea that has one thread and so works in order: each is followed by one that is always
 * answered, after whose answer nothing older is to be expected.
 */
public final class KeaConversation implements AutoCloseable {

    private static final int MOST_BYTES = 65_535;
    private static final int WAIT_MILLIS = 250;
    private static final long PATIENCE_SECONDS = 30;

    private final KeaProcess kea;
    private final DatagramSocket socket;
    private final SocketAddress server;
    private final Sentinel sentinel;
    private int serial;

    /**
     * A packet that is always answered. The answer has the same bytes from {@code from} to {@code to}; the last two of them
     * are free to be numbered.
     */
    public record Sentinel(byte[] packet, int from, int to) {

        private void number(int serial) {
            packet[to - 2] = (byte) (serial >>> 8);
            packet[to - 1] = (byte) serial;
        }

        /** Perhaps by an earlier one that was sent while Kea was starting. */
        private boolean isMark(byte[] answer) {
            return answer.length >= to && Arrays.equals(answer, from, to - 2, packet, from, to - 2);
        }

        private boolean isAnsweredBy(byte[] answer) {
            return isMark(answer) && Arrays.equals(answer, to - 2, to, packet, to - 2, to);
        }
    }

    /** Waits until Kea serves. */
    public KeaConversation(KeaProcess kea, DatagramSocket socket, SocketAddress server, Sentinel sentinel)
            throws IOException {
        this.kea = kea;
        this.socket = socket;
        this.server = server;
        this.sentinel = sentinel;
        try {
            socket.setSoTimeout(WAIT_MILLIS);
            awaitService();
        } catch (IOException | Error e) {
            socket.close();
            throw e;
        }
    }

    private void awaitService() throws IOException {
        long deadline = deadline();
        while (kea.isAlive() && System.nanoTime() - deadline < 0) {
            mark();
            // Those that waited while it was starting are answered first.
            for (byte[] answer = receive(); answer != null; answer = receive()) {
                if (sentinel.isAnsweredBy(answer)) {
                    return;
                }
            }
        }
        fail("Kea does not serve:\n" + kea.lastWords());
    }

    private void mark() throws IOException {
        sentinel.number(++serial);
        send(sentinel.packet());
    }

    /** The answer to one packet; absent when there is none. */
    public byte @Nullable [] exchange(byte[] packet) throws IOException {
        send(packet);
        mark();
        List<byte[]> answers = new ArrayList<>();
        long deadline = deadline();
        while (kea.isAlive() && System.nanoTime() - deadline < 0) {
            byte[] answer = receive();
            if (answer != null && sentinel.isAnsweredBy(answer)) {
                assertThat(answers).as("answers of Kea").hasSizeLessThan(2);
                return answers.isEmpty() ? null : answers.getFirst();
            }
            if (answer != null && !sentinel.isMark(answer)) {
                answers.add(answer);
            }
        }
        return fail("Kea has stopped answering:\n" + kea.lastWords());
    }

    private static long deadline() {
        return System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    }

    private void send(byte[] packet) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, server));
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
    public void close() {
        socket.close();
    }
}
