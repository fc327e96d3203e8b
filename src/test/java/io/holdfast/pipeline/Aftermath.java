package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import java.time.Duration;
import java.util.function.IntConsumer;

/** The end of all trouble: everything comes back by itself or by an operator, and then everybody must be served. */
final class Aftermath {

    /** Longer than any wait between two attempts. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(31);

    /** Two servers may offer the last address to two clients again and again. */
    private static final int MOST_ROUNDS = 40;

    private final World world;
    private final Network network;
    private final IntConsumer replace;

    /** @param replace does what an operator would to the server with this number */
    Aftermath(World world, Network network, IntConsumer replace) {
        this.world = world;
        this.network = network;
        this.replace = replace;
    }

    void run() {
        world.calm = true;
        recover();
        work();
        whoRunsRenews();
        afterAllIsOver();
        everybodyGetsAnAddress();
        countsAreRight();
    }

    private void recover() {
        for (ServerLife server : world.servers) {
            server.trouble = null;
            server.place.databases().forEach(database -> database.reachable = true);
        }
        for (int at = 0; at < world.servers.size(); at++) {
            replace.accept(at);
            for (int origin : new int[] {1, 1000, 2001, 6002}) {
                world.servers.get(at).gate.enable(origin);
            }
        }
        pass(LONGEST_WAIT);
        for (ServerLife server : world.servers) {
            world.findings.require(
                    server.isAlive() && server.expectedReasons().isEmpty(),
                    () -> "not back: " + server.expectedReasons());
        }
    }

    /** The lanes work on all that waits, and every invariant is checked. */
    private void work() {
        world.servers.forEach(server -> server.lanes.workAll());
        Simulation.settle(world);
        world.servers.forEach(ServerLife::check);
        world.servers.forEach(ServerLife::checkCounts);
        world.ledger.checkAll(world.store, world.seconds());
    }

    private void pass(Duration time) {
        world.turn(time);
        work();
    }

    private void whoRunsRenews() {
        for (SimulatedClient client : world.clients) {
            Ipv4Address held = client.held();
            Ipv4Address reserved = world.config.reserved(client.number, client.subnet);
            boolean moves = reserved != null && !reserved.equals(held);
            if (held != null && client.runs(world.seconds()) && !moves) {
                long before = world.events.getOrDefault(World.Event.ACKNOWLEDGED, 0L);
                network.send(client.renew(held, world.seconds()));
                work();
                boolean answered = world.events.getOrDefault(World.Event.ACKNOWLEDGED, 0L) > before;
                world.findings.require(
                        answered && client.has(held, world.seconds()) && isRenewed(client),
                        () -> client + " cannot renew " + held);
            }
        }
    }

    /** For the whole time, or for what is left of a young lease: cache-threshold is a quarter. */
    private boolean isRenewed(SimulatedClient client) {
        int full = world.config.lifetime();
        return client.until() >= world.seconds() + full - full / 4;
    }

    /** Until every lease, offer and probation is over, and nobody remembers anything. */
    private void afterAllIsOver() {
        world.clients.forEach(SimulatedClient::forget);
        pass(Duration.ofSeconds(2L * world.config.lifetime() + SimulationConfig.PROBATION));
        world.servers.forEach(ServerLife::reclaim);
        work();
    }

    /** Or, where there are too few, every address gets a client. */
    private void everybodyGetsAnAddress() {
        for (int round = 0; round < MOST_ROUNDS && missing() > 0; round++) {
            for (SimulatedClient client : world.clients) {
                if (!client.runs(world.seconds())) {
                    network.send(client.act(world.seconds()));
                    work();
                }
            }
            pass(Duration.ofSeconds(4));
        }
        world.findings.require(missing() == 0, () -> missing() + " clients are not served although they could be");
    }

    private long missing() {
        if (world.config.network()) {
            return missing(1, world.config.subnets());
        }
        long missing = 0;
        for (int subnet = 1; subnet <= world.config.subnets(); subnet++) {
            missing += missing(subnet, subnet);
        }
        return missing;
    }

    /** Those with a reservation have their addresses, the others what is left of the pools. */
    private long missing(int firstSubnet, int lastSubnet) {
        long reserved = 0;
        long others = 0;
        long served = 0;
        for (SimulatedClient client : world.clients) {
            if (client.subnet >= firstSubnet && client.subnet <= lastSubnet) {
                boolean has = world.config.reserved(client.number, client.subnet) != null;
                reserved += has ? 1 : 0;
                others += has ? 0 : 1;
                served += client.runs(world.seconds()) ? 1 : 0;
            }
        }
        long free = 0;
        for (int subnet = firstSubnet; subnet <= lastSubnet; subnet++) {
            free += world.config.addresses() - world.config.reservedIn(subnet);
        }
        return reserved + Math.min(others, free) - served;
    }

    /** One server knows all; of two, each knows what it did since it last counted. */
    private void countsAreRight() {
        if (world.servers.size() == 1) {
            for (int subnet = 1; subnet <= world.config.subnets(); subnet++) {
                int id = subnet;
                long difference = world.servers.getFirst().counts.difference(subnet);
                world.findings.require(difference == 0, () -> "subnet " + id + " is miscounted by " + difference);
            }
        }
        world.servers.forEach(server -> server.counts.due());
        Simulation.settle(world);
        world.servers.forEach(ServerLife::checkCounts);
    }
}
