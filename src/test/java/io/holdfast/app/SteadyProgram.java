package io.holdfast.app;

import io.holdfast.address.HardwareAddress;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The client of {@link SteadyClient} as a process of its own, whose memory is none of the server's: it asks some thousand
 * times a second until its input ends.
 */
final class SteadyProgram implements AutoCloseable {

    private static final int MOST = 2_000_000;
    private static final long REST_NANOS = 200_000;

    private final Process process;

    SteadyProgram(int port) throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SteadyProgram.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"asking".equals(process.inputReader().readLine())) {
            throw new IOException("the client does not start");
        }
    }

    /** Ends it. */
    String results() throws IOException {
        process.outputWriter().close();
        BufferedReader said = process.inputReader();
        return String.valueOf(said.readLine());
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        long[] micros = new long[MOST];
        int count = 0;
        byte[] answer = new byte[1500];
        byte[] discover = Request4.of(MessageType4.DHCPDISCOVER, 7, HardwareAddress.parse("02:00:00:00:00:07"))
                .toBytes();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(5_000);
            AtomicBoolean running = new AtomicBoolean(true);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    System.in.readAllBytes();
                } catch (IOException _) { // the other end is gone, too
                }
                running.set(false);
            });
            System.out.println("asking");
            while (running.get() && count < MOST) {
                long began = System.nanoTime();
                socket.send(new DatagramPacket(discover, discover.length, InetAddress.getLoopbackAddress(), port));
                try {
                    socket.receive(new DatagramPacket(answer, answer.length));
                } catch (SocketTimeoutException _) { // is the longest of all
                }
                micros[count++] = (System.nanoTime() - began) / 1000;
                LockSupport.parkNanos(REST_NANOS);
            }
        }
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        System.out.println(count + " answers; median " + sorted[count / 2] + " us; 99.9 % "
                + sorted[(int) (count * 0.999)] + " us; slowest "
                + Arrays.toString(Arrays.copyOfRange(sorted, Math.max(0, count - 5), count)) + " us");
    }
}
