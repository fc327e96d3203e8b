package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.allocate.Shortage;
import io.holdfast.engine.Decision;
import io.holdfast.engine.Transmission;
import io.holdfast.lease.Vacancy;
import io.holdfast.wire.v4.OptionCode4;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a client costs by the number of subnets, each with two classes: one that guards the subnet, by what the relay agent
 * says, and one of the client's vendor with an option of its own. {@code open}: reading a DISCOVER, its classes, its subnet;
 * {@code offer}: all the way to the OFFER, with a store that answers at once. Run {@link #main} for ns and bytes per operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SubnetScaleBenchmark {

    private static final int CLIENTS = 20_000;
    private static final int STEP = 7_919;
    /** Ten subnets have no more than twice as many addresses. */
    private static final int OFFERED_AT_ONCE = 5_000;

    private static final int OFFER_HELD = 31;
    private static final int ADDRESSES = 1 << 10;

    @Param({"10", "1000", "10000"})
    private int subnets;

    private World world = new World(World.subnet(""));
    private final List<byte[]> discovers = new ArrayList<>();
    private int next;
    private long now = World.START;

    @Setup
    public void begin() {
        world = new World(World.server("\"client-classes\": ["
                + IntStream.range(0, subnets)
                        .mapToObj(SubnetScaleBenchmark::classes)
                        .collect(Collectors.joining(","))
                + "], \"subnet4\": ["
                + IntStream.range(0, subnets)
                        .mapToObj(SubnetScaleBenchmark::subnet)
                        .collect(Collectors.joining(","))
                + "]"));
        for (int i = 0; i < CLIENTS; i++) {
            int subnet = (int) ((long) i * STEP % subnets);
            discovers.add(Client.of(i)
                    .discover()
                    .relayedBy(address(subnet, 1))
                    .option(OptionCode4.VENDOR_CLASS, text("kind-" + subnet))
                    .requesting(1, 3, 6, 15, 51, 58, 59)
                    .option(OptionCode4.RELAY_AGENT_INFORMATION, circuit("port-" + subnet))
                    .toBytes());
        }
        for (int i = 0; i < CLIENTS; i++) { // the first client of a subnet has its vacancies looked up
            offer();
        }
    }

    private static String classes(int subnet) {
        return "{ \"name\": \"near-%d\", \"test\": \"relay4[1].hex == 'port-%d'\" },".formatted(subnet, subnet)
                + "{ \"name\": \"kind-%d\", \"test\": \"option[60].text == 'kind-%d'\",".formatted(subnet, subnet)
                + " \"option-data\": [ { \"name\": \"domain-name\", \"data\": \"kind-%d.example\" } ] }"
                        .formatted(subnet);
    }

    private static String subnet(int subnet) {
        return "{ \"id\": %d, \"subnet\": \"%s/22\", \"client-classes\": [ \"near-%d\" ],"
                        .formatted(subnet + 1, address(subnet, 0), subnet)
                + " \"pools\": [ { \"pool\": \"%s-%s\" } ],"
                        .formatted(address(subnet, 10), address(subnet, ADDRESSES - 10))
                + " \"option-data\": [ { \"name\": \"routers\", \"data\": \"%s\" } ] }".formatted(address(subnet, 1));
    }

    private static Ipv4Address address(int subnet, int host) {
        return new Ipv4Address((10 << 24) + subnet * ADDRESSES + host);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] circuit(String port) {
        byte[] name = text(port);
        byte[] option = new byte[name.length + 2];
        option[0] = 1;
        option[1] = (byte) name.length;
        System.arraycopy(name, 0, option, 2, name.length);
        return option;
    }

    private Exchange4 opened() {
        next = (next + 1) % CLIENTS;
        if (next % OFFERED_AT_ONCE == 0) {
            now += OFFER_HELD;
        }
        byte[] data = discovers.get(next);
        return world.engine.open(data, data.length, World.broadcast());
    }

    @Benchmark
    public Exchange4 open() {
        return opened();
    }

    @Benchmark
    public @Nullable Transmission offer() {
        Exchange4 x = opened();
        Decision decision = world.engine.decide(x, now);
        if (decision instanceof Decision.Ask) {
            x.learn(List.of(List.of()));
            decision = world.engine.decide(x, now);
        }
        while (decision instanceof Decision.Refill(var shortage)) {
            world.pickers.refill(shortage, allVacant(shortage));
            decision = world.engine.decide(x, now);
        }
        if (!(decision instanceof Decision.Answer)) {
            throw new IllegalStateException(decision.toString());
        }
        return world.engine.reply(x, now);
    }

    private List<Vacancy> allVacant(Shortage shortage) {
        return world.vacancies(
                (Ipv4Range) shortage.range(), (Ipv4Address) shortage.from(), shortage.limit(), shortage.reuse());
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SubnetScaleBenchmark.class.getSimpleName())
                        .addProfiler("gc")
                        .build())
                .run();
    }
}
