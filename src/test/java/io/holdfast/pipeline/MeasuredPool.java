package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.allocate.TrackedLeases;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.pipeline.MeasuredLane.Held;
import io.holdfast.reclaim.Reclaimer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A server with one pool on a store of its own: its clients come and go in batches. */
final class MeasuredPool {

    private static final int FIRST = 0x0a000000;
    /** The first address of others, who are in another subnet. */
    private static final int ELSEWHERE = 0x0b000000;

    /** @param size of the pool */
    record Shape(String allocator, int size, int batch) {}

    /** What is in the table beside the leases of the pool. */
    enum Rows {
        NONE,
        /** At the pool's vacant addresses leases that are over. */
        OVER,
        /** As many leases of another subnet as the pool has addresses. */
        ELSEWHERE
    }

    private final String title;
    private final Shape shape;
    private final int held;
    /** Of leases: with half a batch released and half a batch over every second, as many go as come. */
    private final int lifetime;

    private final LeaseStore plain;
    private final CountedLeases calls;
    private final LeaseStore store;
    private final SplittableRandom random = new SplittableRandom(99);
    private final AddressPickers pickers;
    private final MeasuredLane lane;
    private final Reclaimer reclaimer;
    private final Deque<Held> releasing = new ArrayDeque<>();
    private List<Held> came = List.of();
    private boolean keeping;
    private int granted;
    private long now = 1_800_000_000L;
    private int nextClient;

    /** @param use of the pool, percent */
    MeasuredPool(String title, LeaseStore store, Shape shape, int use) throws ConfigException {
        this.title = title;
        this.shape = shape;
        held = shape.size() * use / 100;
        lifetime = Math.max(4, held / shape.batch());
        plain = store;
        calls = new CountedLeases(plain);
        ServerConfig4 config = config();
        pickers = new AddressPickers(config, random.split());
        this.store = new TrackedLeases(calls, pickers);
        lane = new MeasuredLane(config, pickers, this.store, () -> now);
        reclaimer = new Reclaimer(
                Protocol.DHCP4,
                this.store,
                new ReclaimSettings(10, 25, 3600, 0, 0, 5),
                lane.statistics(),
                () -> now,
                System::nanoTime);
    }

    private ServerConfig4 config() throws ConfigException {
        return ConfigCompiler.compile(
                        """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "allocator": "%s", "valid-lifetime": %d,
                  "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "pools": [ { "pool": "%s-%s" } ] } ] } }""".formatted(
                                        shape.allocator(),
                                        lifetime,
                                        new Ipv4Address(FIRST),
                                        new Ipv4Address(FIRST + shape.size() - 1)),
                        "test.json")
                .config();
    }

    String title() {
        return title;
    }

    CountedLeases calls() {
        return calls;
    }

    /** How many leases it has given out. */
    int granted() {
        return granted;
    }

    /** Addresses are taken by chance. Half of their clients will release them, of the others some are over each second. */
    void fill(Rows rows) {
        keeping = rows == Rows.OVER;
        PoolFilling filling = new PoolFilling(plain, now);
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
        Collections.shuffle(places, Random.from(random));
        for (int i = 0; i < shape.size(); i++) {
            int client = nextClient++;
            int address = FIRST + places.get(i);
            if (i >= held) {
                if (keeping) {
                    filling.over(client, address);
                }
            } else if (i % 2 == 0) {
                releasing.add(new Held(client, address));
                filling.held(1, client, address, lifetime);
            } else {
                filling.held(1, client, address, 1 + i / shape.batch());
            }
            if (rows == Rows.ELSEWHERE) {
                filling.held(2, client, ELSEWHERE + i, lifetime);
            }
        }
        filling.finish();
    }

    /** Has the pickers see how full it is, and make their note. */
    void prepare() {
        come();
        restore();
    }

    /** A batch of new clients gets its leases. */
    void come() {
        calls.during(() -> came = lane.come(nextClient, shape.batch()));
        nextClient += shape.batch();
        granted += came.size();
    }

    /** Those that came go, and what they leave is as it was; the clock stands still. */
    void restore() {
        List<LeaseChange> ends = new ArrayList<>(came.size());
        for (List<Lease> found : plain.find(came.stream()
                .map(each -> new LeaseQuestion.OfAddress(new Ipv4Address(each.address())))
                .toList())) {
            Lease lease = found.getFirst();
            ends.add(new LeaseChange.Expire(lease, keeping ? lease.in(LeaseState.EXPIRED_RECLAIMED) : null));
        }
        store.apply(ends);
        survey();
    }

    /** A second passes: as many go as come, half by RELEASE, half by expiry. */
    void churn() {
        List<Held> leaving = new ArrayList<>();
        for (int i = 0; i < shape.batch() / 2 && !releasing.isEmpty(); i++) {
            leaving.add(releasing.poll());
        }
        calls.during(() -> lane.release(leaving));
        now++;
        calls.during(reclaimer::round);
        come();
        releasing.addAll(came.subList(0, came.size() / 2));
    }

    /** What the server does beside the traffic, once a second. */
    void survey() {
        new PoolSurvey(() -> pickers, store, () -> now).run();
    }
}
