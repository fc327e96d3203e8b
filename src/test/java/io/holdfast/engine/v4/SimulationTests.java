package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.v4.World.Result;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many clients against one or two servers that share their leases, by seed: clients come, renew, reboot, release, decline,
 * fall silent; time passes, packets double, rows are reclaimed behind the servers' backs.
 */
class SimulationTests {

    private static final int CLIENTS = 140;

    private final Map<Integer, String> held = new HashMap<>();
    private final Map<Integer, Long> until = new HashMap<>();

    @ParameterizedTest(name = "seed {0}, {1} server(s), {2}, offer-lifetime {3}")
    @CsvSource({
        "1, 1, iterative, 0", "2, 1, random, 0", "3, 2, iterative, 0", "4, 2, random, 0",
        "5, 1, iterative, 20", "6, 2, iterative, 20", "7, 2, random, 20", "8, 1, random, 20"
    })
    void nobodyLosesAnAddressAndNoAddressHasTwoOwners(long seed, int servers, String allocator, int offerLifetime) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Ipv4Address, Lease4> rows = new TreeMap<>();
        List<World> worlds = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            worlds.add(new World(
                    World.subnet("\"allocator\": \"" + allocator + "\", \"offer-lifetime\": " + offerLifetime), rows));
        }
        int acks = 0;
        for (int step = 0; step < 6000; step++) {
            World world = worlds.get(random.nextInt(servers));
            acks += act(world, random);
            if (random.nextInt(40) == 0) {
                long later = world.now + random.nextInt(900);
                worlds.forEach(w -> w.now = later);
            }
            if (random.nextInt(20) == 0) {
                reclaim(world, random);
            }
            check(world, "seed " + seed + " step " + step);
        }
        assertThat(acks).isGreaterThan(800);
        assertThat(worlds.getFirst().offers.size()).isLessThanOrEqualTo(CLIENTS);
    }

    /** One or several clients do what clients do; returns how many leases were acknowledged. */
    private int act(World world, SplittableRandom random) {
        List<Integer> numbers = new ArrayList<>();
        List<Request4> batch = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int number = random.nextInt(CLIENTS);
            if (numbers.contains(number)) {
                continue;
            }
            numbers.add(number);
            Request4 request = next(Client.of(number), number, world, random);
            batch.add(request);
            if (random.nextInt(5) == 0) {
                numbers.add(number);
                batch.add(request);
            }
        }
        List<Result> results = world.sendAll(batch, World.broadcast());
        int acks = 0;
        for (int i = 0; i < results.size(); i++) {
            acks += note(world, numbers.get(i), results.get(i), random);
        }
        return acks;
    }

    private Request4 next(Client client, int number, World world, SplittableRandom random) {
        String address = held.get(number);
        boolean running = address != null && until.getOrDefault(number, 0L) >= world.now;
        if (address == null || !running) {
            held.remove(number);
            return address != null && random.nextBoolean() ? client.rebooting(address) : client.discover();
        }
        return switch (random.nextInt(12)) {
            case 0 -> {
                held.remove(number);
                yield client.release(address);
            }
            case 1 -> {
                held.remove(number);
                yield random.nextInt(4) == 0 ? client.decline(address) : client.discover();
            }
            case 2, 3 -> client.rebooting(address);
            default -> client.renewing(address);
        };
    }

    private int note(World world, int number, Result result, SplittableRandom random) {
        if (result.reply() == null) {
            return 0;
        }
        ReplyView view = result.view();
        if (view.type() == MessageType4.DHCPOFFER && random.nextInt(8) != 0) {
            Result answer = world.send(Client.of(number).selecting(view.yiaddr()));
            return note(world, number, answer, random);
        }
        if (view.type() == MessageType4.DHCPACK) {
            Lease4 row = world.row(view.yiaddr());
            assertThat(row).as("an ACK is in the store before it is sent").isNotNull();
            Lease4 lease = Objects.requireNonNull(row);
            assertThat(lease.hardware()).isEqualTo(Client.of(number).hardware());
            assertThat(lease.state()).isEqualTo(LeaseState.DEFAULT);
            assertThat(lease.validLifetime()).isEqualTo(view.number(51));
            held.put(number, view.yiaddr());
            until.put(number, lease.expire());
            return 1;
        }
        if (view.type() == MessageType4.DHCPNAK) {
            boolean running = held.containsKey(number) && until.getOrDefault(number, 0L) >= world.now;
            assertThat(running)
                    .as("client %s lost %s while it ran", number, held.get(number))
                    .isFalse();
        }
        return 0;
    }

    private static void reclaim(World world, SplittableRandom random) {
        for (Lease4 row : List.copyOf(world.rows.values())) {
            if (row.isExpired(world.now)
                    && (row.state() == LeaseState.DEFAULT || row.state() == LeaseState.DECLINED)
                    && random.nextBoolean()) {
                Lease4 next = row.state() == LeaseState.DEFAULT && random.nextBoolean()
                        ? row.in(LeaseState.EXPIRED_RECLAIMED)
                        : null;
                world.apply(new LeaseChange.Expire(row, next));
            }
        }
    }

    /** What each client believes to have is its own in the store. */
    private void check(World world, String when) {
        Set<String> addresses = new HashSet<>();
        held.forEach((number, address) -> {
            if (until.getOrDefault(number, 0L) >= world.now) {
                assertThat(addresses.add(address))
                        .as("%s: %s has two owners", when, address)
                        .isTrue();
                Lease4 row = world.row(address);
                assertThat(row)
                        .as("%s: the lease %s of client %s", when, address, number)
                        .isNotNull();
                assertThat(Objects.requireNonNull(row).hardware())
                        .as("%s: owner of %s", when, address)
                        .isEqualTo(Client.of(number).hardware());
            }
        });
    }
}
