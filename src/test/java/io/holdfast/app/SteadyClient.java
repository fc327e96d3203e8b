package io.holdfast.app;

import io.holdfast.address.HardwareAddress;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A client that asks for an address again and again, each time when it has its answer, and notes how long that took. */
final class SteadyClient implements AutoCloseable {

    private final DatagramSocket socket;
    private final int port;
    private final Thread thread;
    private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean closed;

    SteadyClient(int port) throws IOException {
        this.port = port;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(5_000);
        thread = Thread.ofPlatform().name("steady-client").start(this::ask);
    }

    private void ask() {
        byte[] discover = Request4.of(MessageType4.DHCPDISCOVER, 7, HardwareAddress.parse("02:00:00:00:00:07"))
                .toBytes();
        byte[] answer = new byte[1500];
        while (!closed) {
            long began = System.nanoTime();
            try {
                socket.send(new DatagramPacket(discover, discover.length, InetAddress.getLoopbackAddress(), port));
                socket.receive(new DatagramPacket(answer, answer.length));
            } catch (SocketTimeoutException _) { // is the longest of all
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            micros.add((System.nanoTime() - began) / 1000);
        }
    }

    /** How many answers, and how long the median and the slowest ones took. */
    String results() {
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        int size = sorted.size();
        return size + " answers; median " + sorted.get(size / 2) + " us; 99.9 % " + sorted.get((int) (size * 0.999))
                + " us; slowest " + sorted.subList(Math.max(0, size - 5), size) + " us";
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the socket's end is the thread's, too
        }
        socket.close();
    }
}
