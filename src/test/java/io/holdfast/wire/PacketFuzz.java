package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Throws packets from strangers at a reader: no exception but that of malformed packets, no growth of memory, and enough of
 * them readable and not that something was tried. {@code -Dholdfast.fuzz.seed=…} runs again what failed once.
 */
public final class PacketFuzz {

    private static final long MEMORY_SLACK_BYTES = 16L << 20;

    /** Makes a packet by chance. */
    @FunctionalInterface
    public interface Maker {
        byte[] packet(SplittableRandom random);
    }

    /** Reads a packet, and asks for everything it says. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] packet, boolean lenient) throws MalformedPacketException;
    }

    /** Something that may find a packet malformed. */
    @FunctionalInterface
    public interface Asking {
        void run() throws MalformedPacketException;
    }

    private final Maker maker;
    private final Reader reader;
    private long read;
    private long refused;
    private long decoded;
    private long undecodable;
    private long slowestNanos;

    public PacketFuzz(Maker maker, Reader reader) {
        this.maker = maker;
        this.reader = reader;
    }

    public void run(int packets) {
        long seed = Long.getLong("holdfast.fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        throwAt(random, packets / 20, seed);
        long before = usedAfterCollection();
        long start = System.nanoTime();

        throwAt(random, packets - packets / 20, seed);

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long growth = usedAfterCollection() - before;
        System.out.printf(
                "fuzz seed %d: %d packets in %d ms, %d read, %d refused; values: %d decoded, %d not; slowest %d us;"
                        + " memory %+d KiB%n",
                seed, packets, millis, read, refused, decoded, undecodable, slowestNanos / 1000, growth / 1024);
        assertThat(growth).as("growth of memory in bytes, seed %d", seed).isLessThan(MEMORY_SLACK_BYTES);
        assertThat(read).as("packets that could be read").isGreaterThan(packets / 10);
        assertThat(refused).as("packets that could not").isGreaterThan(packets / 10);
        assertThat(decoded).isGreaterThan(packets / 10);
        assertThat(undecodable).isGreaterThan(packets / 10);
    }

    /** Asks for a value that may not be there in a form that can be read. */
    public void ask(Asking asking) {
        try {
            asking.run();
            decoded++;
        } catch (MalformedPacketException e) {
            undecodable++;
        }
    }

    private void throwAt(SplittableRandom random, int packets, long seed) {
        for (int i = 0; i < packets; i++) {
            byte[] packet = maker.packet(random);
            long start = System.nanoTime();
            try {
                reader.read(packet, random.nextInt(4) == 0);
                read++;
            } catch (MalformedPacketException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(packet), e);
            }
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
        }
    }

    /**
     * A good packet with a few bytes changed, cut or doubled.
     *
     * @param header bytes at its start that are mostly left alone
     */
    public static byte[] mutated(byte[] good, SplittableRandom random, int header) {
        byte[] packet = good.clone();
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(8) == 0 ? random.nextInt(packet.length) : random.nextInt(header, packet.length);
            packet[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : packet[at] ^ 1 << random.nextInt(8));
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(packet, random.nextInt(packet.length + 1));
            case 1 -> doubled(packet, random.nextInt(header, packet.length));
            default -> packet;
        };
    }

    private static byte[] doubled(byte[] packet, int from) {
        byte[] longer = Arrays.copyOf(packet, packet.length + packet.length - from);
        System.arraycopy(packet, from, longer, packet.length, packet.length - from);
        return longer;
    }

    public static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long usedAfterCollection() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
