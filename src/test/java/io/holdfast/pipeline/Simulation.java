package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.transport.Link;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients, servers, and everything that goes wrong between them, all by one seed: draws what happens, step by step, and
 * checks the invariants after each. Read {@link Ledger}, {@link WatchModel} and {@link Answers} for what they are.
 */
final class Simulation {

    private static final int FULL_CHECK = 100;
    private static final int[] ORIGINS = {1, 1, 1, 1000, 2001, 6002};

    /** Something that may happen in a step, as often as its weight says; returns what it was in detail. */
    private record Deed(int weight, String name, Supplier<Object> work) {}

    private final World world;
    private final Network network;
    private final StoreTrouble troubles;
    private final List<Deed> deeds = List.of(
            new Deed(72, "clients act", this::clientsAct),
            new Deed(52, "a lane works", this::laneWorks),
            new Deed(8, "all lanes work", this::allWork),
            new Deed(24, "time passes", this::timePasses),
            new Deed(5, "the store will fail", this::storeFails),
            new Deed(2, "a backend goes away", this::backendGoes),
            new Deed(10, "backends come back", this::backendsReturn),
            new Deed(8, "a backend is used", this::backendIsUsed),
            new Deed(1, "disable", this::disable),
            new Deed(5, "enable", this::enable),
            new Deed(3, "reclaim", this::reclaim),
            new Deed(1, "configure", this::configure),
            new Deed(1, "crash", this::crash),
            new Deed(8, "repair", this::repair));
    private final int weights = deeds.stream().mapToInt(Deed::weight).sum();
    private int step;

    Simulation(long seed) {
        world = new World(seed);
        network = new Network(world);
        troubles = new StoreTrouble(world);
        for (int number = 1; number <= world.config.servers(); number++) {
            world.servers.add(born(place(number)));
        }
    }

    private ServerLife.Place place(int number) {
        List<WatchedBackend.Database> databases = new ArrayList<>();
        databases.add(new WatchedBackend.Database("lease", 6002));
        if (world.config.backends() > 1) {
            databases.add(new WatchedBackend.Database("hosts", 6012));
        }
        if (world.config.backends() > 2) {
            databases.add(new WatchedBackend.Database("config", 6022));
        }
        Ipv4Address address = Ipv4Address.parse("10.0.1." + number);
        return new ServerLife.Place(
                new Link("eth0", 2, null, List.of(address), true, false, true, Link.UNKNOWN_MTU), databases);
    }

    private ServerLife born(ServerLife.Place place) {
        ServerLife server = new ServerLife(world, place, troubles, network);
        server.configure(world.config.compiled(world.random));
        return server;
    }

    /** Returns what was found wrong, with the last steps; absent when nothing was. */
    @Nullable
    String run(int steps) {
        for (step = 1; step <= steps && world.findings.first() == null; step++) {
            step();
        }
        if (world.findings.first() == null) {
            world.journal.step(step, "an end", "of all trouble");
            new Aftermath(world, network, this::replace).run();
        }
        return world.findings.first() == null ? null : report(world.findings.first());
    }

    /** What {@link #run} would have returned, had it not been ended by an exception. */
    String broken(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return report(trace.toString());
    }

    private String report(String what) {
        return "step " + step + " of " + world.config + ": " + what + "\nthe last steps:\n" + world.journal.text();
    }

    Map<World.Event, Long> events() {
        return world.events;
    }

    private void step() {
        int draw = world.random.nextInt(weights);
        int at = 0;
        while (draw >= deeds.get(at).weight()) {
            draw -= deeds.get(at).weight();
            at++;
        }
        Deed deed = deeds.get(at);
        world.journal.step(step, deed.name(), deed.work().get());
        settle(world);
        world.servers.forEach(ServerLife::check);
        if (step % FULL_CHECK == 0) {
            world.ledger.checkAll(world.store, world.seconds());
            world.servers.forEach(ServerLife::checkCounts);
        }
    }

    /** Everything that is due now. A count may find the database away again, and that leads to an attempt at once. */
    static void settle(World world) {
        for (int round = 0; round < 3; round++) {
            world.turn(Duration.ZERO);
            world.servers.forEach(ServerLife::settle);
        }
        world.turn(Duration.ZERO);
    }

    private Object clientsAct() {
        SimulatedClient client = null;
        for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
            client = world.clients.get(world.random.nextInt(world.clients.size()));
            network.send(client.act(world.seconds()));
        }
        return client;
    }

    private Object laneWorks() {
        ServerLife server = world.anyServer();
        server.lanes.workOne();
        return server;
    }

    private Object allWork() {
        world.servers.forEach(server -> server.lanes.workAll());
        return "";
    }

    private Object timePasses() {
        int millis = world.random.nextInt(
                switch (world.random.nextInt(60)) {
                    case 0 -> 1500 * world.config.lifetime();
                    case 1, 2, 3, 4, 5 -> 60_000;
                    default -> 4_000;
                });
        world.turn(Duration.ofMillis(millis));
        return "now " + world.scheduler.millis();
    }

    private Object storeFails() {
        StoreTrouble.Kind[] kinds = StoreTrouble.Kind.values();
        ServerLife server = world.anyServer();
        server.trouble = kinds[world.random.nextInt(kinds.length)];
        return server.trouble + " at " + server;
    }

    private Object backendGoes() {
        List<WatchedBackend.Database> databases = world.anyServer().place.databases();
        WatchedBackend.Database database = databases.get(world.random.nextInt(databases.size()));
        database.reachable = false;
        return database.use;
    }

    private Object backendsReturn() {
        ServerLife server = world.anyServer();
        server.place.databases().forEach(database -> database.reachable |= world.random.nextInt(3) != 0);
        return server;
    }

    private Object backendIsUsed() {
        ServerLife server = world.anyServer();
        server.whileAlive(server::useAny);
        return server;
    }

    private Object disable() {
        ServerLife server = world.anyServer();
        int origin = ORIGINS[world.random.nextInt(ORIGINS.length)];
        int seconds = world.random.nextInt(3) == 0 ? 0 : 1 + world.random.nextInt(60);
        server.whileAlive(() -> server.gate.disable(origin, seconds));
        return origin + " for " + seconds + " at " + server;
    }

    private Object enable() {
        ServerLife server = world.anyServer();
        int origin = ORIGINS[world.random.nextInt(ORIGINS.length)];
        server.whileAlive(() -> server.gate.enable(origin));
        return origin + " at " + server;
    }

    private Object reclaim() {
        ServerLife server = world.anyServer();
        server.whileAlive(server::reclaim);
        return server;
    }

    private Object configure() {
        ServerLife server = world.anyServer();
        server.whileAlive(() -> server.configure(world.config.compiled(world.random)));
        return server;
    }

    private Object crash() {
        ServerLife server = world.anyServer();
        world.count(World.Event.CRASH);
        server.crash();
        return server;
    }

    /** An operator does what is needed with one of the servers. */
    private Object repair() {
        int at = world.random.nextInt(world.servers.size());
        replace(at);
        return world.servers.get(at);
    }

    private void replace(int at) {
        ServerLife server = world.servers.get(at);
        if (server.exitAskedFor()) {
            world.count(World.Event.EXIT);
            server.crash();
        }
        if (!server.isAlive()) {
            world.servers.set(at, born(server.place));
        } else if (!server.isConfigured()) {
            server.configure(world.config.compiled(world.random));
        }
    }
}
