package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.LeaseBuilder;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a simulated site, and the configurations its servers may be given.
 *
 * @param addresses in each subnet
 * @param lifetime of every lease, seconds
 * @param backends that each server watches; the first holds the leases
 * @param network whether all subnets are one shared network
 * @param reservations how many addresses of each subnet's pools are reserved, each for one client
 */
record SimulationConfig(
        int servers,
        int lanes,
        int subnets,
        int addresses,
        int clients,
        int lifetime,
        int backends,
        boolean network,
        int reservations) {

    static final int PROBATION = 300;
    private static final int[] LIFETIMES = {60, 600, 3600};
    /** Shared by all seeds: there are few different ones, and to compile one takes as long as many steps. */
    private static final Map<String, ServerConfig4> COMPILED = new ConcurrentHashMap<>();

    static SimulationConfig draw(SplittableRandom random) {
        int subnets = 1 + random.nextInt(3);
        int addresses = 4 * (1 + random.nextInt(5));
        return new SimulationConfig(
                1 + random.nextInt(2),
                1 + random.nextInt(3),
                subnets,
                addresses,
                2 + random.nextInt(subnets * addresses * 3 / 2),
                LIFETIMES[random.nextInt(LIFETIMES.length)],
                1 + random.nextInt(3),
                random.nextInt(3) == 0,
                random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(addresses / 2));
    }

    /** The address reserved for a client of a subnet; absent when none is. */
    @Nullable
    Ipv4Address reserved(int client, int itsSubnet) {
        int subnet = 1 + client % subnets;
        boolean has = client / subnets < reservations && (network || subnet == itsSubnet);
        return has ? Ipv4Address.parse(addressOf(client)) : null;
    }

    /** Whose address it is alone; 0 when it is not reserved. */
    int ownerOf(Ipv4Address address) {
        int place = (address.bits() & 0xff) - 100;
        int subnet = address.bits() >>> 8 & 0xff;
        return place >= 0 && place < reservations ? place * subnets + subnet - 1 : 0;
    }

    /** How many addresses of a subnet are reserved: the first one is not, because there is no client 0. */
    int reservedIn(int subnet) {
        return Math.max(0, subnet == 1 ? reservations - 1 : reservations);
    }

    private String addressOf(int client) {
        return "10.0." + (1 + client % subnets) + "." + (100 + client / subnets);
    }

    private String reservations(int subnet) {
        return IntStream.range(1, subnets * reservations)
                .filter(client -> 1 + client % subnets == subnet)
                .mapToObj(client -> "{ \"hw-address\": \"" + LeaseBuilder.hardwareOf(client) + "\", \"ip-address\": \""
                        + addressOf(client) + "\" }")
                .collect(Collectors.joining(","));
    }

    /** One of the configurations for this site. */
    ServerConfig4 compiled(SplittableRandom random) {
        boolean variant = random.nextBoolean();
        int offerLifetime = random.nextInt(3) == 0 ? 20 : 0;
        String subnet4 = IntStream.rangeClosed(1, subnets)
                .mapToObj(id -> subnet(id, variant == (id == 2) ? "iterative" : "random", offerLifetime))
                .collect(Collectors.joining(","));
        String json = """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "valid-lifetime": %d, "authoritative": %s, "decline-probation-period": %d,
                  "expired-leases-processing": { "max-reclaim-leases": 20, "reclaim-timer-wait-time": %d,
                    "flush-reclaimed-timer-wait-time": 25, "hold-reclaimed-time": %d },
                  %s } }
                """.formatted(
                        lifetime,
                        variant,
                        PROBATION,
                        variant ? 10 : 60,
                        variant ? 500 : 0,
                        network ? inNetwork(subnet4) : onItsOwn(subnet4));
        return COMPILED.computeIfAbsent(json, SimulationConfig::compile);
    }

    private static String onItsOwn(String subnets) {
        return "\"subnet4\": [ " + subnets + " ]";
    }

    private static String inNetwork(String subnets) {
        return "\"shared-networks\": [ { \"name\": \"all\", " + onItsOwn(subnets) + " } ]";
    }

    private String subnet(int id, String allocator, int offerLifetime) {
        int half = addresses / 2;
        return """
                { "id": %1$d, "subnet": "10.0.%1$d.0/24", "allocator": "%2$s", "offer-lifetime": %3$d,
                  "reservations": [ %6$s ],
                  "pools": [ { "pool": "10.0.%1$d.100-10.0.%1$d.%4$d" },
                    { "pool": "10.0.%1$d.170-10.0.%1$d.%5$d", "pool-id": 7 } ] }
                """.formatted(id, allocator, offerLifetime, 100 + half - 1, 170 + half - 1, reservations(id));
    }

    private static ServerConfig4 compile(String json) {
        try {
            return ConfigCompiler.compile(json, "simulation").config();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
