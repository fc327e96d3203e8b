package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
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
 * Reading a relayed SOLICIT with what the engine needs of it, and writing an ADVERTISE. {@code main} prints nanoseconds
 * and bytes allocated ({@code gc.alloc.rate.norm}) per packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Codec6Benchmark {

    private static final Duid CLIENT = Duid.parse("00:03:00:01:02:00:5e:10:00:01");
    private static final Duid SERVER = Duid.parse("00:03:00:01:02:00:5e:10:00:ff");

    private final byte[] solicit = Request6.of(MessageType6.SOLICIT, 0xbeef)
            .clientId(CLIENT)
            .ia(IaType.NA, 1)
            .ia(1, Ipv6Prefix.parse("::/56"))
            .elapsed(0)
            .requesting(17, 23, 24, 31, 56, 64, 67, 82, 83)
            .option(OptionCode6.VENDOR_CLASS, "\0\0\1\67dhcpcd")
            .option(OptionCode6.CLIENT_FQDN, new byte[] {1, 4, 'h', 'o', 's', 't'})
            .relayedBy(Ipv6Address.parse("2001:db8::1"), Ipv6Address.parse("fe80::2"))
            .relayOption(OptionCode6.INTERFACE_ID, new byte[] {'e', 't', 'h', '0'})
            .relayOption(OptionCode6.REMOTE_ID, new byte[] {0, 0, 0, 9, 'a', 'b', 'c'})
            .toBytes();
    private final PacketWriter scratch = new PacketWriter(1500);
    private final Message6 request = parsed();
    private final Ipv6Address address = Ipv6Address.parse("2001:db8::100");
    private final Ipv6Prefix prefix = Ipv6Prefix.parse("2001:db8:0:100::/56");
    private final byte[] servers = new byte[2 * Ipv6Address.BYTES];

    @Benchmark
    public int findClient() {
        return ClientHash6.of(solicit, solicit.length);
    }

    @Benchmark
    public Object readSolicit() throws MalformedPacketException {
        return Message6.read(solicit, solicit.length);
    }

    /** With type, client, IAs and the relay's interface: all that a packet costs before it is decided. */
    @Benchmark
    public Object readSolicitAndIdentity() throws MalformedPacketException {
        Message6 message = Message6.read(solicit, solicit.length);
        if (message.type() != MessageType6.SOLICIT
                || message.clientId() == null
                || message.relayOption(OptionCode6.INTERFACE_ID) == null
                || !message.requests(OptionCode6.NAME_SERVERS)) {
            throw new IllegalStateException("not the packet that was written");
        }
        return message.ias();
    }

    @Benchmark
    public byte[] writeAdvertise() {
        return Reply6.to(scratch, request, MessageType6.ADVERTISE)
                .option(OptionCode6.CLIENT_ID, CLIENT)
                .option(OptionCode6.SERVER_ID, SERVER)
                .beginIa(IaType.NA, 1, 1000, 2000)
                .address(address, 3000, 4000)
                .endIa()
                .beginIa(IaType.PD, 1, 1000, 2000)
                .prefix(prefix, 3000, 4000, null)
                .endIa()
                .option(OptionCode6.NAME_SERVERS, servers)
                .finish();
    }

    private Message6 parsed() {
        try {
            return Message6.read(solicit, solicit.length);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(Codec6Benchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
