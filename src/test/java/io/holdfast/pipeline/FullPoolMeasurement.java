package io.holdfast.pipeline;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.allocate.TrackedLeases;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.EngineSettings4;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.store.SqlLeaseStore;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import io.holdfast.transport.Outgoing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;

/**
 * How many leases a second a lane gives out from a pool at 99 % use, against an empty one: the whole way of DISCOVER and
 * REQUEST but for the sockets, on a real store. A program, because the time goes into the store. Arguments:
 * {@code memory|postgresql|mariadb|mysql}, {@code iterative|random|flq}, bits of the pool's size (16 is a /16), clients in
 * a batch.
 *
 * <p>Measured are: new leases in an empty pool; the last hundredth of a full one, whose vacancies are scattered and never
 * had a lease; the same where all of them had one that is over; coming and going, half by RELEASE and half by expiry, at
 * 10 % and at 99 % use.
 */
final class FullPoolMeasurement {

    private static final long START = 1_800_000_000L;
    private static final Ipv4Address SERVER = Ipv4Address.parse("10.255.255.254");
    private static final Link LINK = new Link("eth0", 1, null, List.of(SERVER), true, false, true, 1500);

    /** A client and the address it has. */
    private record Held(int client, int address) {}

    private final String allocator;
    private final int size;
    /** Of leases; as many end every second as come by half a batch. */
    private final int lifetime;

    private final int use;
    private final int batch;
    private final LeaseStore plain;
    private final LeaseStore store;
    private final SplittableRandom random = new SplittableRandom(99);
    private final StatisticBoard board = new StatisticBoard(Protocol.DHCP4, Clock.systemUTC());
    private final Deque<Held> holders = new ArrayDeque<>();
    private final List<Held> answers = new ArrayList<>();
    private final int firstAddress;
    private final AddressPickers pickers;
    private final Lane lane;
    private final Reclaimer reclaimer;
    private int granted;
    private long nanos;
    private long now = START;
    private int nextClient;

    /** @param use of the pool, percent */
    private FullPoolMeasurement(LeaseStore store, String allocator, int bits, int batch, int pool, int use)
            throws ConfigException {
        plain = store;
        this.allocator = allocator;
        this.size = 1 << bits;
        this.use = use;
        this.batch = batch;
        lifetime = Math.max(60, size / 100 * Math.max(use, 1) / (batch / 2));
        firstAddress = 0x0a000000 + pool * size;
        nextClient = pool << 24;
        ServerConfig4 config = config();
        pickers = new AddressPickers(config, random.split());
        this.store = new TrackedLeases(plain, pickers);
        lane = lane(config);
        reclaimer = new Reclaimer(
                Protocol.DHCP4,
                this.store,
                new ReclaimSettings(10, 25, 3600, 0, 0, 5),
                board,
                () -> now,
                System::nanoTime);
    }

    public static void main(String[] arguments) throws ConfigException, IOException {
        String allocator = arguments[1];
        int bits = Integer.parseInt(arguments[2]);
        int batch = Integer.parseInt(arguments[3]);
        try (ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
                LeaseStore store = open(arguments[0], background)) {
            measure(store, arguments[0], allocator, bits, batch);
        }
        System.exit(0); // a database made for this leaves threads behind
    }

    private static void measure(LeaseStore store, String kind, String allocator, int bits, int batch)
            throws ConfigException {
        FullPoolMeasurement empty = new FullPoolMeasurement(store, allocator, bits, batch, 0, 0);
        FullPoolMeasurement fresh = new FullPoolMeasurement(store, allocator, bits, batch, 1, 99);
        FullPoolMeasurement worn = new FullPoolMeasurement(store, allocator, bits, batch, 2, 99);
        FullPoolMeasurement low = new FullPoolMeasurement(store, allocator, bits, batch, 3, 10);
        fresh.occupy(false);
        worn.occupy(true);
        low.occupy(false);
        List<FullPoolMeasurement> all = List.of(empty, fresh, worn, low);
        for (FullPoolMeasurement each : all) {
            each.warmUp();
        }
        // In turn, so that what else the machine does hits all alike.
        for (int i = 0; i < (1 << bits) / 100 * 3 / 4 / batch; i++) {
            for (FullPoolMeasurement each : List.of(empty, fresh, worn)) {
                each.timed(() -> each.come(batch));
            }
        }
        double emptyRate = empty.rate();
        double freshRate = fresh.rate();
        double wornRate = worn.rate();
        for (int i = 0; i < (1 << bits) / 50 / batch; i++) {
            for (FullPoolMeasurement each : List.of(low, worn)) {
                each.timed(each::churn);
            }
        }
        double lowChurn = low.rate();
        double wornChurn = worn.rate();
        System.out.printf(
                Locale.ROOT,
                "%-10s %-9s /%d batch %d: empty %6.0f/s, 99%% %6.0f/s (%3.0f%%), 99%% worn %6.0f/s (%3.0f%%);"
                        + " churn: 10%% %6.0f/s, 99%% %6.0f/s (%3.0f%%)%n",
                kind,
                allocator,
                32 - bits,
                batch,
                emptyRate,
                freshRate,
                100 * freshRate / emptyRate,
                wornRate,
                100 * wornRate / emptyRate,
                lowChurn,
                wornChurn,
                100 * wornChurn / lowChurn);
    }

    private void timed(IntSupplier step) {
        long begin = System.nanoTime();
        granted += step.getAsInt();
        nanos += System.nanoTime() - begin;
    }

    /** Leases a second in the timed steps since the last call. */
    private double rate() {
        double rate = granted / (nanos / 1e9);
        granted = 0;
        nanos = 0;
        return rate;
    }

    private void warmUp() {
        for (int i = 0; i < size / 100 / 8 / batch; i++) {
            come(batch);
            if (i == 0) {
                survey();
            }
        }
    }

    private static LeaseStore open(String kind, ScheduledExecutorService background) throws IOException {
        if (kind.equals("memory")) {
            Path file = Files.createTempDirectory("full-pool").resolve("kea-leases4.csv");
            return MemoryLeaseStore.open(LeaseFileSettings.plain(Protocol.DHCP4, file), background, System::nanoTime);
        }
        TestDatabase database = switch (kind) {
            case "postgresql" -> TestDatabases.postgresql();
            case "mariadb" -> TestDatabases.mariadb();
            case "mysql" -> TestDatabases.mysql();
            default -> throw new IllegalArgumentException(kind);
        };
        return new SqlLeaseStore(database.withSchema().open("lease", 4), Protocol.DHCP4);
    }

    private ServerConfig4 config() throws ConfigException {
        return ConfigCompiler.compile(
                        """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "allocator": "%s", "valid-lifetime": %d,
                  "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "pools": [ { "pool": "%s-%s" } ] } ] } }""".formatted(
                                        allocator,
                                        lifetime,
                                        new Ipv4Address(firstAddress),
                                        new Ipv4Address(firstAddress + size - 1)),
                        "test.json")
                .config();
    }

    private Lane lane(ServerConfig4 config) {
        ServiceGate gate = new ServiceGate(_ -> {});
        DatabaseWatch watch =
                Watches.lease(SimulatedServer.SERVE, gate, () -> {}, new HandScheduler(START * 1000), Watches.DEAF);
        watch.start();
        Engine4 engine = new Engine4(
                config,
                new OfferBook(30, 100_000),
                pickers,
                new RateBook(() -> 0, RateBook.DEFAULT_CELLS),
                EngineSettings4.STANDARD);
        Serving serving = new Serving(
                config, engine, pickers, store, watch, config.hosts().reservations());
        LaneSurroundings around = new LaneSurroundings(
                Protocol.DHCP4, () -> serving, gate, this::hear, board, Meters.NONE, () -> now, System::nanoTime);
        return new Lane(0, 10_000, around);
    }

    private void hear(List<Outgoing> replies) {
        for (Outgoing reply : replies) {
            ByteBuffer data = ByteBuffer.wrap(reply.data());
            answers.add(new Held(data.getInt(4), data.getInt(16)));
        }
    }

    /** Everything but a hundredth, by chance: it never had a lease, or one that is over. */
    private void occupy(boolean worn) {
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean vacant = random.nextInt(100) >= use;
            if (vacant && !worn) {
                continue;
            }
            int client = nextClient++;
            int address = firstAddress + i;
            long since = now - random.nextInt(lifetime);
            changes.add(new LeaseChange.Grant(
                    null,
                    new Lease4(
                            new Ipv4Address(address),
                            hardware(client),
                            null,
                            lifetime,
                            vacant ? since - lifetime : since,
                            1,
                            false,
                            false,
                            "",
                            vacant ? LeaseState.EXPIRED_RECLAIMED : LeaseState.DEFAULT,
                            null,
                            null,
                            null,
                            0)));
            if (!vacant) {
                holders.add(new Held(client, address));
            }
            if (changes.size() == 4000 || i == size - 1) {
                if (!plain.apply(changes).stream().allMatch(ChangeOutcome.Applied.class::isInstance)) {
                    throw new IllegalStateException("not applied");
                }
                changes.clear();
            }
        }
    }

    /** As many go as come, half by RELEASE, half by expiry; how many come. */
    private int churn() {
        List<Datagram> releases = new ArrayList<>();
        for (int i = 0; i < batch / 2 && !holders.isEmpty(); i++) {
            Held goes = holders.poll();
            releases.add(datagram(goes.client(), 7, goes.address(), 0));
        }
        lane.work(releases);
        now++;
        reclaimer.round();
        return come(batch);
    }

    /** What the server does beside the traffic, once a second. */
    private void survey() {
        long begin = System.nanoTime();
        int stretches = new PoolSurvey(() -> pickers, store, () -> now).run();
        if (stretches > 0) {
            System.out.printf(
                    Locale.ROOT, "  survey of %d stretches: %.2f s%n", stretches, (System.nanoTime() - begin) / 1e9);
        }
    }

    private int come(int clients) {
        List<Datagram> discovers = new ArrayList<>(clients);
        for (int i = 0; i < clients; i++) {
            discovers.add(datagram(nextClient++, 1, 0, 0));
        }
        answers.clear();
        lane.work(discovers);
        List<Datagram> requests = new ArrayList<>(clients);
        answers.forEach(offer -> requests.add(datagram(offer.client(), 3, 0, offer.address())));
        answers.clear();
        lane.work(requests);
        holders.addAll(answers);
        return answers.size();
    }

    private static HardwareAddress hardware(int client) {
        return HardwareAddress.of(1, mac(client));
    }

    private static byte[] mac(int client) {
        return ByteBuffer.allocate(6).putShort((short) 0x0200).putInt(client).array();
    }

    private Datagram datagram(int client, int type, int ciaddr, int requested) {
        ByteBuffer data = ByteBuffer.allocate(260);
        data.putInt(0x01010600).putInt(client).putInt(0).putInt(ciaddr);
        data.position(28).put(mac(client));
        data.position(236).putInt(0x63825363).put(new byte[] {53, 1, (byte) type});
        if (requested != 0) {
            data.put(new byte[] {50, 4})
                    .putInt(requested)
                    .put(new byte[] {54, 4})
                    .putInt(SERVER.bits());
        }
        data.put((byte) 255);
        return new Datagram(
                data.array(),
                data.capacity(),
                LINK,
                Ipv4Address.UNSPECIFIED,
                68,
                Ipv4Address.BROADCAST,
                System.nanoTime());
    }
}
