package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.Transmission;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.Vacancy;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
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
 * What the engine itself costs, with a store that answers at once, for clients behind a relay that want an address and a
 * prefix: a new client's SOLICIT to the ADVERTISE's bytes, the whole exchange up to the REPLY, and a renewal. Run
 * {@link #main} for ns and bytes per operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Engine6Benchmark {

    private static final int CLIENTS = 50_000;
    private static final long NOW = World6.START;
    private static final Ipv6Address RELAY = Ipv6Address.parse("2001:db8:1::1");
    private static final Arrival ARRIVAL = World6.relayed();

    private World6 world = new World6(World6.subnet(""));
    private final List<byte[]> solicits = new ArrayList<>();
    private final List<byte[]> requests = new ArrayList<>();
    private byte[] renewal = {};
    private List<Lease> leases = List.of();
    private int next;
    private long now = NOW;

    @Setup
    public void begin() {
        world = new World6(
                World6.server(
                        "\"option-data\": ["
                                + "{ \"name\": \"dns-servers\", \"data\": \"2001:db8::53, 2001:db8::54\" },"
                                + "{ \"name\": \"domain-search\", \"data\": \"example.org\" } ],"
                                + "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8:1::/64\","
                                + "\"pools\": [ { \"pool\": \"2001:db8:1::/64\" } ],"
                                + "\"pd-pools\": [ { \"prefix\": \"2001:db8:8000::\", \"prefix-len\": 33, \"delegated-len\": 56 } ] } ]"));
        for (int i = 0; i < CLIENTS; i++) {
            Client6 client = Client6.of(i);
            solicits.add(both(client.message(MessageType6.SOLICIT)));
            requests.add(both(client.toUs(MessageType6.REQUEST)));
        }
        renewal = both(Client6.of(7).toUs(MessageType6.RENEW));
        leases = List.of(lease("2001:db8:1::1007", IaType.NA, 128), lease("2001:db8:8000:700::", IaType.PD, 56));
    }

    private static byte[] both(Request6 request) {
        return request.ia(IaType.NA, 1)
                .ia(IaType.PD, 1)
                .requesting(23, 24)
                .relayedBy(RELAY, World6.CLIENT)
                .toBytes();
    }

    private static Lease6 lease(String address, IaType type, int length) {
        return new Lease6(
                Ipv6Address.parse(address),
                type,
                length,
                Client6.of(7).duid(),
                1,
                1800,
                3600,
                NOW - 900,
                1,
                false,
                false,
                "",
                null,
                0,
                LeaseState.DEFAULT,
                null,
                0);
    }

    private void refill(Decision.Refill refill) {
        List<Vacancy> found = new ArrayList<>();
        IpAddress address = refill.shortage().from();
        for (int i = 0; i < refill.shortage().limit(); i++) {
            found.add(new Vacancy(address, null));
            address = refill.shortage().range().after(address);
        }
        world.pickers.refill(refill.shortage(), found);
    }

    private Exchange6 offered(int number) {
        byte[] data = solicits.get(number);
        Exchange6 x = world.engine.open(data, data.length, ARRIVAL);
        while (true) {
            switch (x.decide(now)) {
                case Decision.Ask _ -> x.learn(List.of(List.of()));
                case Decision.Count _ -> throw new IllegalStateException("nothing is limited");
                case Decision.Refill refill -> refill(refill);
                case Decision.Answer _ -> {
                    return x;
                }
                case Decision.First _, Decision.Probe _ -> throw new IllegalStateException("not in DHCPv6");
                case Decision.Silence(var reason) -> throw new IllegalStateException(reason.name());
            }
        }
    }

    private int turn() {
        next = (next + 1) % CLIENTS;
        if (next == 0) {
            now += 31;
        }
        return next;
    }

    @Benchmark
    public @Nullable Transmission solicitToAdvertise() {
        return offered(turn()).reply(now);
    }

    @Benchmark
    public @Nullable Transmission solicitAdvertiseRequestReply() {
        int number = turn();
        Objects.requireNonNull(offered(number).reply(now));
        byte[] request = requests.get(number);
        Exchange6 y = world.engine.open(request, request.length, ARRIVAL);
        int changes = ((Decision.Answer) y.decide(now)).changes().size();
        if (changes != 2) {
            throw new IllegalStateException(changes + " changes");
        }
        return y.reply(now);
    }

    @Benchmark
    public @Nullable Transmission renewalToReply() {
        Exchange6 x = world.engine.open(renewal, renewal.length, ARRIVAL);
        x.decide(now);
        x.learn(List.of(leases));
        x.decide(now);
        return x.reply(now);
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(Engine6Benchmark.class.getSimpleName())
                        .addProfiler("gc")
                        .build())
                .run();
    }
}
