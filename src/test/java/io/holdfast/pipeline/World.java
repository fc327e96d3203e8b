package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.availability.HandScheduler;
import io.holdfast.store.memory.MemoryLeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What all parts of one simulation share: one source of chance, one clock, one store, and everybody in it. */
final class World {

    /** What is counted, so that a run can show that much has happened. */
    enum Event {
        RECEIVED,
        OFFERED,
        ACKNOWLEDGED,
        REFUSED,
        STORE_FAULT,
        OUTAGE,
        EXIT,
        CRASH,
        CONFIGURED,
        UNCONFIGURED,
        DISABLED
    }

    final SplittableRandom random;
    final HandScheduler scheduler = new HandScheduler(1_800_000_000_000L);
    final Findings findings = new Findings();
    final Journal journal = new Journal();
    final Ledger ledger = new Ledger(findings);
    final MemoryLeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4);
    final SimulationConfig config;
    final List<ServerLife> servers = new ArrayList<>();
    final List<SimulatedClient> clients = new ArrayList<>();
    final Map<Event, Long> events = new EnumMap<>(Event.class);
    /** No packet gets lost, and nothing fails that is not away. */
    boolean calm;
    /** Timers run: whatever they do takes no time. */
    private boolean turning;

    World(long seed) {
        random = new SplittableRandom(seed);
        config = SimulationConfig.draw(random);
        for (int number = 1; number <= config.clients(); number++) {
            clients.add(new SimulatedClient(
                    number, 1 + random.nextInt(config.subnets()), config, new SplittableRandom(random.nextLong())));
        }
    }

    long seconds() {
        return scheduler.seconds();
    }

    void turn(Duration by) {
        boolean before = turning;
        turning = true;
        scheduler.turn(by);
        turning = before;
    }

    boolean isTurning() {
        return turning;
    }

    void count(Event event) {
        events.merge(event, 1L, Long::sum);
    }

    ServerLife anyServer() {
        return servers.get(random.nextInt(servers.size()));
    }
}
