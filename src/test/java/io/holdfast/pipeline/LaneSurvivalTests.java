package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Exchange;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.EngineSettings4;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.lease.SteeredLeaseStore;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import io.holdfast.transport.Outgoing;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lane outlives, and what it makes of a store that cannot serve it. */
@Timeout(30)
class LaneSurvivalTests {

    private static final long NOW = 1_800_000_000L;
    private static final Ipv4Address SERVER = Ipv4Address.parse("10.0.0.1");
    private static final Link LINK = new Link("eth0", 1, null, List.of(SERVER), true, false, true, 1500);

    private final StatisticBoard board = new StatisticBoard(Protocol.DHCP4, Clock.systemUTC());
    private final ServiceGate gate = new ServiceGate(_ -> {});
    private final HandScheduler scheduler = new HandScheduler(NOW * 1000);
    private final List<Outgoing> sent = new ArrayList<>();
    private final SteeredLeaseStore store = new SteeredLeaseStore(MemoryLeaseStore.withoutFile(Protocol.DHCP4));
    private final AtomicBoolean fatal = new AtomicBoolean();

    private Lane lane(Supplier<@Nullable Serving> serving) {
        return new Lane(
                0,
                16,
                new LaneSurroundings(
                        Protocol.DHCP4, serving, gate, sent::addAll, board, Meters.NONE, () -> NOW, System::nanoTime));
    }

    /** As Kea is by default: one lost connection ends the process. */
    private Serving serving() throws ConfigException {
        return serving("");
    }

    /** @param members of the configuration, before the others */
    private Serving serving(String members) throws ConfigException {
        ServerConfig4 config =
                ConfigCompiler.compile("""
                { "Dhcp4": { %s "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24",
                                 "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ] } }""".formatted(members), "test.json").config();
        AddressPickers pickers = new AddressPickers(config, new SplittableRandom(4711));
        OfferBook offers = new OfferBook(30, 100);
        DatabaseWatch watch = Watches.lease(
                new LossPolicy(true, true, 0, 0, false), gate, () -> {}, scheduler, new DatabaseWatch.Listener() {
                    @Override
                    public void recovered(DatabaseWatch recovered, Duration outage) {}

                    @Override
                    public void fatal(DatabaseWatch lost) {
                        fatal.set(true);
                    }
                });
        watch.start();
        return new Serving(
                config,
                new Engine4(
                        config,
                        offers,
                        pickers,
                        new RateBook(() -> 0, RateBook.DEFAULT_CELLS),
                        EngineSettings4.STANDARD),
                pickers,
                store,
                watch,
                config.hosts().reservations());
    }

    /** A DISCOVER, as short as one may be. */
    private static Datagram discover() {
        return discover(0);
    }

    private static Datagram discover(int client) {
        byte[] data = new byte[244];
        data[0] = 1;
        data[1] = 1;
        data[2] = 6;
        data[28] = 2;
        data[33] = (byte) client;
        byte[] options = {99, (byte) 130, 83, 99, 53, 1, 1, (byte) 255};
        System.arraycopy(options, 0, data, 236, options.length);
        return new Datagram(
                data, data.length, LINK, Ipv4Address.UNSPECIFIED, 68, Ipv4Address.BROADCAST, System.nanoTime());
    }

    @Test
    void aLaneOutlivesErrors() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(3);
        Lane lane = lane(() -> {
            asked.countDown();
            if (asked.getCount() == 2) {
                throw new StackOverflowError("once");
            }
            throw new IllegalStateException("twice");
        });
        Thread thread = Thread.ofPlatform().start(lane);
        while (thread.isAlive() && asked.getCount() > 0) {
            lane.inbox().put(discover());
            asked.await(10, TimeUnit.MILLISECONDS);
        }
        assertThat(asked.getCount()).isZero();
        lane.inbox().close();
        thread.join();
    }

    @Test
    void whoWaitsForQuietIsLetInBetweenTwoBatches() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Lane lane = lane(() -> {
            begun.countDown();
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return null;
        });
        Thread busy = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                lane.work(List.of());
            }
        });
        try {
            begun.await();
            long before = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                lane.awaitQuiet();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        } finally {
            over.set(true);
            busy.join();
        }
    }

    @Test
    void aBusyDatabaseIsNotALostOne() throws ConfigException {
        Serving serving = serving();
        store.fault((_, _) -> {
            throw new BackendBusy("lease", "deadlocks", new IllegalStateException());
        });
        lane(() -> serving).work(List.of(discover()));
        assertThat(sent).isEmpty();
        assertThat(serving.leaseWatch().isUsable()).isTrue();
        assertThat(gate.isOpen()).isTrue();
        assertThat(fatal).isFalse();
        store.fault((_, _) -> {});
        lane(() -> serving).work(List.of(discover()));
        assertThat(sent).hasSize(1);
    }

    @Test
    void anUnavailableDatabaseIsLost() throws ConfigException {
        Serving serving = serving();
        store.fault((_, _) -> {
            throw new BackendUnavailable("lease", "away");
        });
        lane(() -> serving).work(List.of(discover()));
        assertThat(sent).isEmpty();
        assertThat(gate.isOpen()).isFalse();
        assertThat(fatal).isTrue();
    }

    /** An exchange of one client that fails when it is told of reservations. */
    private static Exchange failing(Exchange exchange) {
        return (Exchange) Proxy.newProxyInstance(
                Exchange.class.getClassLoader(), new Class<?>[] {Exchange.class}, (_, method, arguments) -> {
                    if (method.getName().equals("learnHosts")) {
                        throw new IllegalStateException("a fault of ours");
                    }
                    return method.invoke(exchange, arguments);
                });
    }

    @Test
    void aFaultWithTheReservationsOfOneClientCostsNobodyElseHisAnswer() throws ConfigException {
        Serving real = serving("\"hosts-database\": { \"type\": \"postgresql\", \"name\": \"hosts\" },");
        Engine engine = (data, length, arrival) -> {
            Exchange exchange = real.engine().open(data, length, arrival);
            return data[33] == 1 ? failing(exchange) : exchange;
        };
        HostLookup nobody =
                questions -> questions.stream().map(_ -> HostAnswer.NOTHING).toList();
        Serving serving = new Serving(real.config(), engine, real.pickers(), real.leases(), real.leaseWatch(), nobody);
        lane(() -> serving).work(List.of(discover(1), discover(2)));
        assertThat(sent).hasSize(1);
    }
}
