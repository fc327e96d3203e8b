package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.v4.World.Result;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.host.Reservation;
import io.holdfast.host.ReservationIndex;
import io.holdfast.lease.Lease4;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many clients, some of them phones, on a link of three subnets that is nearly too small, while what is reserved for whom
 * changes again and again, in the configuration or in a database that is away at times; by seed.
 */
class LinkSimulationTests {

    private static final int CLIENTS = 40;

    private final TreeMap<Ipv4Address, Lease4> rows = new TreeMap<>();
    private final Map<Integer, String> held = new HashMap<>();
    private final Map<Integer, Long> until = new HashMap<>();
    /** What is reserved now, by client. */
    private final Map<Integer, String> reserved = new HashMap<>();

    private long now = World.START;
    private boolean away;
    private World world = world(false);

    private World world(boolean database) {
        StringBuilder hosts = new StringBuilder();
        List<StringBuilder> own = List.of(new StringBuilder(), new StringBuilder(), new StringBuilder());
        reserved.forEach((number, address) -> {
            StringBuilder list = own.get(address.charAt(3) - '1');
            list.append(list.isEmpty() ? "" : ",")
                    .append("{ \"hw-address\": \"")
                    .append(Client.of(number).hardware())
                    .append("\", \"ip-address\": \"")
                    .append(address)
                    .append("\" }");
        });
        String subnets = """
                "client-classes": [ { "name": "phone", "test": "option[60].text == 'phone'" },
                                    { "name": "desk", "test": "not member('phone')" } ], %s
                "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet4": [
                  { "id": 1, "subnet": "10.1.0.0/24", "pools": [ { "pool": "10.1.0.10-10.1.0.21" } ], "reservations": [ %s ] },
                  { "id": 2, "subnet": "10.2.0.0/24", "client-classes": [ "phone" ],
                    "pools": [ { "pool": "10.2.0.10-10.2.0.19" } ], "reservations": [ %s ] },
                  { "id": 3, "subnet": "10.3.0.0/24", "reservations": [ %s ], "pools": [
                    { "pool": "10.3.0.10-10.3.0.19", "client-classes": [ "desk" ] },
                    { "pool": "10.3.0.20-10.3.0.25" } ] } ] } ]""";
        World full = new World(World.server(subnets.formatted(hosts, own.get(0), own.get(1), own.get(2))), rows);
        if (!database) {
            full.now = now;
            return full;
        }
        World next = new World(
                World.server(subnets.formatted(
                        "\"hosts-databases\": [ { \"type\": \"mysql\", \"name\": \"hosts\" } ],", "", "", "")),
                rows);
        next.now = now;
        next.reservations = sometimes(full.config.hosts().reservations());
        return next;
    }

    private HostLookup sometimes(ReservationIndex index) {
        return questions -> questions.stream()
                .map(question -> away ? new HostAnswer(List.<Reservation>of(), false) : index.answer(question))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}, database {1}")
    @CsvSource({"1, false", "2, true", "3, false", "4, true", "5, true", "6, false"})
    void reservationsAreKeptAndNobodyLosesItsAddressWithoutReason(long seed, boolean database) {
        SplittableRandom random = new SplittableRandom(seed);
        int acks = 0;
        for (int step = 0; step < 6000; step++) {
            if (step % 400 == 0) {
                reserve(random);
                world = world(database);
            }
            away = database && step % 97 > 80;
            if (random.nextInt(40) == 0) {
                now += random.nextInt(900);
                world.now = now;
            }
            acks += act(random, "seed " + seed + " step " + step);
            check("seed " + seed + " step " + step);
        }
        assertThat(acks).isGreaterThan(1500);
    }

    /** Some clients get reservations, some lose theirs: in pools and outside, each address for one client. */
    private void reserve(SplittableRandom random) {
        reserved.clear();
        for (int number = 0; number < CLIENTS; number++) {
            String address = "10." + (1 + random.nextInt(3)) + ".0." + (5 + random.nextInt(30));
            boolean forbidden = address.startsWith("10.2.") && !isPhone(number);
            if (random.nextInt(4) == 0 && !forbidden && !reserved.containsValue(address)) {
                reserved.put(number, address);
            }
        }
    }

    private static boolean isPhone(int number) {
        return number % 3 == 0;
    }

    private int act(SplittableRandom random, String when) {
        int number = random.nextInt(CLIENTS);
        String address = held.get(number);
        boolean running = address != null && until.getOrDefault(number, 0L) >= now;
        Client client = Client.of(number);
        Request4 request;
        if (address == null || !running) {
            held.remove(number);
            request = address != null && random.nextBoolean() ? client.rebooting(address) : client.discover();
        } else if (random.nextInt(10) == 0) {
            held.remove(number);
            request = client.release(address);
        } else {
            request = random.nextInt(5) == 0 ? client.rebooting(address) : client.renewing(address);
        }
        return send(number, request, random, when);
    }

    private int send(int number, Request4 request, SplittableRandom random, String when) {
        if (isPhone(number)) {
            request.option(60, "phone");
        }
        Result result = world.send(request);
        if (result.reply() == null) {
            return 0;
        }
        ReplyView view = result.view();
        if (view.type() == MessageType4.DHCPOFFER) {
            return random.nextInt(8) == 0 ? 0 : send(number, Client.of(number).selecting(view.yiaddr()), random, when);
        }
        if (view.type() == MessageType4.DHCPNAK) {
            refused(number, when);
            return 0;
        }
        acknowledged(number, view.yiaddr(), when);
        return 1;
    }

    private void acknowledged(int number, String address, String when) {
        Lease4 row = Objects.requireNonNull(world.row(address), "an ACK is in the store before it is sent");
        assertThat(row.hardware()).as(when).isEqualTo(Client.of(number).hardware());
        assertThat(row.subnetId()).as(when).isEqualTo(address.charAt(3) - '0');
        if (!away) {
            assertThat(owner(address))
                    .as("%s: %s of client %s", when, address, number)
                    .isIn(null, number);
            assertThat(mayHave(number, address))
                    .as("%s: %s of client %s", when, address, number)
                    .isTrue();
        }
        held.put(number, address);
        until.put(number, row.expire());
    }

    /** Who has reserved the address. */
    private @Nullable Integer owner(String address) {
        return reserved.entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private boolean mayHave(int number, String address) {
        if (address.equals(reserved.get(number))) {
            return true;
        }
        int last = Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
        return switch (address.charAt(3)) {
            case '1' -> last >= 10 && last <= 21;
            case '2' -> isPhone(number) && last >= 10 && last <= 19;
            default -> last >= (isPhone(number) ? 20 : 10) && last <= 25;
        };
    }

    /** A client whose lease runs is only refused when it is to have another address, or may not have this one. */
    private void refused(int number, String when) {
        String address = held.get(number);
        if (address == null || until.getOrDefault(number, 0L) < now) {
            return;
        }
        String its = reserved.get(number);
        boolean reason = its != null && !its.equals(address)
                || owner(address) != null && !Objects.equals(owner(address), number)
                || !mayHave(number, address);
        assertThat(reason && !away)
                .as("%s: client %s lost %s while it ran", when, number, address)
                .isTrue();
        held.remove(number);
    }

    private void check(String when) {
        Set<String> addresses = new HashSet<>();
        List<Integer> numbers = new ArrayList<>(held.keySet());
        for (int number : numbers) {
            if (until.getOrDefault(number, 0L) >= now) {
                String address = held.get(number);
                assertThat(addresses.add(address))
                        .as("%s: %s has two owners", when, address)
                        .isTrue();
                assertThat(Objects.requireNonNull(world.row(address), when).hardware())
                        .as("%s: owner of %s", when, address)
                        .isEqualTo(Client.of(number).hardware());
            }
        }
    }
}
