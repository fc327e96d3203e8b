package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many datagrams per second a transport receives and echoes over a cable between two namespaces: a program,
 * needs root. Prints the rate, which says little on a busy machine, and the processor time of the transport's threads.
 */
final class EchoMeasurement {

    private static final Ipv4Address SERVER = Ipv4Address.parse("192.0.2.1");
    private static final int PORT = 6767;
    private static final int WINDOW = 256;
    private static final int BATCH = 64;

    private EchoMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < 2; round++) {
            measure("portable", false, false);
            measure("udp, recvmmsg", false, true);
            measure("raw, recvmmsg", true, true);
        }
    }

    private static void measure(String name, boolean raw, boolean nativeAccess) throws Exception {
        try (NetworkNamespace server = NetworkNamespace.create("srv");
                NetworkNamespace client = NetworkNamespace.create("cli")) {
            server.connect("eth0", client, "eth1");
            server.ip("addr add 192.0.2.1/24 dev eth0");
            client.ip("addr add 192.0.2.2/24 dev eth1");
            TransportSettings settings = new TransportSettings(
                    Protocol.DHCP4,
                    List.of(nativeAccess ? "eth0" : "*"),
                    raw,
                    false,
                    nativeAccess,
                    PORT,
                    true,
                    0,
                    Duration.ofSeconds(5));
            List<Thread> threads = new ArrayList<>();
            try (Transport transport = server.inside(() -> Transports.open(
                    settings,
                    runnable -> {
                        Thread thread = server.threads().newThread(runnable);
                        threads.add(thread);
                        return thread;
                    },
                    Meters.NONE,
                    sentence -> {}))) {
                List<Outgoing> batch = new ArrayList<>();
                transport.start(datagram -> {
                    synchronized (batch) {
                        batch.add(new Outgoing(
                                datagram.data(),
                                datagram.link(),
                                SERVER,
                                datagram.source(),
                                datagram.sourcePort(),
                                null));
                        if (batch.size() == BATCH) {
                            transport.send(batch);
                            batch.clear();
                        }
                    }
                });
                long seconds = 3;
                long received = client.inside(() -> load(TimeUnit.SECONDS.toNanos(seconds)));
                ThreadMXBean bean = ManagementFactory.getThreadMXBean();
                long processor = threads.stream()
                        .mapToLong(thread -> bean.getThreadCpuTime(thread.threadId()))
                        .filter(time -> time > 0)
                        .sum();
                System.out.printf(
                        "%-16s %7d echoed per second, %5d ns of processor time for each%n",
                        name, received / seconds, processor / Math.max(1, received));
            }
        }
    }

    /** Keeps a window of datagrams under way; returns how many came back. */
    private static long load(long nanos) throws Exception {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
            channel.bind(new InetSocketAddress("192.0.2.2", 0));
            channel.connect(new InetSocketAddress("192.0.2.1", PORT));
            channel.configureBlocking(false);
            ByteBuffer out = ByteBuffer.allocateDirect(300);
            ByteBuffer in = ByteBuffer.allocateDirect(2_000);
            long end = System.nanoTime() + nanos;
            long last = System.nanoTime();
            long sent = 0;
            long received = 0;
            long lost = 0;
            while (System.nanoTime() < end) {
                while (sent - received - lost < WINDOW) {
                    channel.write(out.clear());
                    sent++;
                }
                while (channel.read(in.clear()) > 0) {
                    received++;
                    last = System.nanoTime();
                }
                if (System.nanoTime() - last > 100_000_000) {
                    lost = sent - received;
                    last = System.nanoTime();
                }
            }
            return received;
        }
    }
}
