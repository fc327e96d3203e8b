package io.holdfast.wire.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Reading a DISCOVER with what the engine needs of it, and writing an OFFER. {@code main} prints nanoseconds and bytes
 * allocated ({@code gc.alloc.rate.norm}) per packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Codec4Benchmark {

    private static final byte[] NONE = {};
    private static final byte[] RELAY_AGENT = {1, 4, 'e', 't', 'h', '0', 2, 3, 'a', 'b', 'c'};

    private final byte[] discover = Request4.of(
                    MessageType4.DHCPDISCOVER, 0xbeef, HardwareAddress.parse("02:00:5e:10:00:01"))
            .relayedBy(Ipv4Address.parse("10.0.0.1"))
            .option(OptionCode4.CLIENT_IDENTIFIER, new byte[] {1, 2, 0, 0x5e, 0x10, 0, 1})
            .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("192.0.2.9"))
            .option(OptionCode4.HOST_NAME, "workstation-17")
            .option(OptionCode4.VENDOR_CLASS, "MSFT 5.0")
            .option(OptionCode4.MAX_MESSAGE_SIZE, new byte[] {5, (byte) 0xdc})
            .requesting(1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252)
            .option(OptionCode4.RELAY_AGENT_INFORMATION, RELAY_AGENT)
            .toBytes();
    private final PacketWriter scratch = new PacketWriter(1500);
    private final Message4 request = parsed();
    private final byte[] servers = {10, 0, 0, 53, 10, 0, 1, 53};
    private final byte[] domain = {'e', 'x', 'a', 'm', 'p', 'l', 'e', '.', 'o', 'r', 'g'};

    @Benchmark
    public Object readDiscover() throws MalformedPacketException {
        return Message4.read(discover, discover.length);
    }

    /** With type, identity, requested address and the link selection: all that a packet costs before it is decided. */
    @Benchmark
    public Object readDiscoverAndIdentity() throws MalformedPacketException {
        Message4 message = Message4.read(discover, discover.length);
        if (message.type() != MessageType4.DHCPDISCOVER
                || message.addressOption(OptionCode4.REQUESTED_ADDRESS) == null
                || message.relayAgentOption(OptionCode4.RelayAgent.LINK_SELECTION) != null
                || !message.requests(OptionCode4.SUBNET_MASK)) {
            throw new IllegalStateException("not the packet that was written");
        }
        return new ClientIdentity(message.clientIdentifier(), message.hardware());
    }

    @Benchmark
    public byte[] writeOffer() {
        return offer(Reply4.to(
                scratch,
                request,
                MessageType4.DHCPOFFER,
                Ipv4Address.UNSPECIFIED,
                new Ipv4Address(0x0a000064),
                new Ipv4Address(0x0a000001),
                NONE,
                NONE));
    }

    private byte[] offer(Reply4 reply) {
        return reply.option(OptionCode4.SERVER_IDENTIFIER, 0x0a000001)
                .option(OptionCode4.LEASE_TIME, 3600)
                .option(OptionCode4.SUBNET_MASK, 0xffffff00)
                .option(3, 0x0a000001)
                .option(6, servers)
                .option(15, domain)
                .option(OptionCode4.RELAY_AGENT_INFORMATION, RELAY_AGENT)
                .finish();
    }

    private Message4 parsed() {
        try {
            return Message4.read(discover, discover.length);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(Codec4Benchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
