package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.Transmission;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the engine itself costs, with a store that answers at once: a new client's DISCOVER to the OFFER's bytes, the
 * whole exchange DISCOVER, OFFER, REQUEST, ACK, and a renewal. Run {@link #main} for ns and bytes per operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Engine4Benchmark {

    private static final int CLIENTS = 50_000;
    private static final long NOW = World.START;

    private World world = new World(World.subnet(""));
    private final List<byte[]> discovers = new ArrayList<>();
    private final List<byte[]> requests = new ArrayList<>();
    private byte[] renewal = {};
    private @Nullable Lease4 lease;
    private int next;
    private long now = NOW;

    @Setup
    public void begin() {
        world = new World(World.server("\"renew-timer\": 900, \"rebind-timer\": 1800, \"option-data\": ["
                + "{ \"name\": \"routers\", \"data\": \"10.0.0.1\" },"
                + "{ \"name\": \"domain-name-servers\", \"data\": \"10.0.0.2, 10.0.0.3\" },"
                + "{ \"name\": \"domain-name\", \"data\": \"example.org\" } ],"
                + "\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\","
                + "\"pools\": [ { \"pool\": \"10.1.0.0-10.200.255.255\" } ] } ]"));
        for (int i = 0; i < CLIENTS; i++) {
            Client client = Client.of(i);
            discovers.add(client.discover().requesting(1, 3, 6, 15, 51, 58, 59).toBytes());
            requests.add(client.selecting("10.1.0.0")
                    .requesting(1, 3, 6, 15, 51, 58, 59)
                    .toBytes());
        }
        renewal = Client.of(7)
                .renewing("10.1.0.7")
                .requesting(1, 3, 6, 15, 51, 58, 59)
                .toBytes();
        lease = new Lease4(
                Ipv4Address.parse("10.1.0.7"),
                Client.of(7).hardware(),
                null,
                3600,
                NOW - 1800,
                1,
                false,
                false,
                "",
                LeaseState.DEFAULT,
                null,
                null,
                null,
                0);
    }

    private void refillIfShort(Decision decision) {
        if (decision instanceof Decision.Refill(var shortage)) {
            List<Vacancy> found = new ArrayList<>();
            for (int i = 0; i < shortage.limit(); i++) {
                found.add(new Vacancy(new Ipv4Address(((Ipv4Address) shortage.from()).bits() + i), null));
            }
            world.pickers.refill(shortage, found);
        }
    }

    private Exchange4 offered(int number) {
        byte[] data = discovers.get(number);
        Exchange4 x = world.engine.open(data, data.length, World.broadcast());
        Decision decision = world.engine.decide(x, now);
        if (decision instanceof Decision.Ask) {
            x.learn(List.of(List.of()));
            decision = world.engine.decide(x, now);
        }
        while (decision instanceof Decision.Refill) {
            refillIfShort(decision);
            decision = world.engine.decide(x, now);
        }
        return x;
    }

    private int turn() {
        next = (next + 1) % CLIENTS;
        if (next == 0) {
            now += 31;
        }
        return next;
    }

    @Benchmark
    public @Nullable Transmission discoverToOffer() {
        return world.engine.reply(offered(turn()), now);
    }

    @Benchmark
    public @Nullable Transmission discoverOfferRequestAck() {
        int number = turn();
        Exchange4 x = offered(number);
        Transmission offer = Objects.requireNonNull(world.engine.reply(x, now));
        byte[] request = requests.get(number);
        // The client copies yiaddr into option 50, the first after option 53.
        System.arraycopy(offer.data(), 16, request, 245, 4);
        Exchange4 y = world.engine.open(request, request.length, World.broadcast());
        List<LeaseChange> changes = ((Decision.Answer) world.engine.decide(y, now)).changes();
        if (changes.size() != 1) {
            throw new IllegalStateException(changes.toString());
        }
        return world.engine.reply(y, now);
    }

    @Benchmark
    public @Nullable Transmission renewalToAck() {
        Exchange4 x = world.engine.open(renewal, renewal.length, World.unicast("10.1.0.7"));
        world.engine.decide(x, now);
        x.learn(List.of(List.of(Objects.requireNonNull(lease))));
        world.engine.decide(x, now);
        return world.engine.reply(x, now);
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(Engine4Benchmark.class.getSimpleName())
                        .addProfiler("gc")
                        .build())
                .run();
    }
}
