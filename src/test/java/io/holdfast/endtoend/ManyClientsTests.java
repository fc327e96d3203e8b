package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.NetworkNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code perfdhcp} with many distinct clients, at one server and at two on one database: nobody without a lease, no
 * address twice, looked up in the store.
 *
 * <p>Properties: {@code holdfast.test.clients} (100000 in all), {@code holdfast.test.rate} (new clients per second in
 * all, 800), {@code holdfast.test.stores}.
 */
@Tag("slow")
@ExtendWith(ServerLogOnFailure.class)
class ManyClientsTests implements ServerLogOnFailure.Source {

    /** perfdhcp does not try again, so whoever lost a packet on a busy machine has another chance alone. */
    private static final double MOST_SECOND_CHANCES = 0.002;

    @TempDir
    Path folder;

    private @Nullable Site site;

    @Override
    public String logs() {
        return site == null ? "" : site.logs();
    }

    @ParameterizedTest
    @EnumSource
    void everyClientOfOneServerHasALeaseOfItsOwn(StoreKind kind) throws Exception {
        serve(kind, 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMBEDDED")
    void everyClientOfTwoServersOnOneDatabaseHasALeaseOfItsOwn(StoreKind kind) throws Exception {
        serve(kind, 2);
    }

    private void serve(StoreKind kind, int servers) throws Exception {
        kind.assumeWanted();
        Assumptions.assumeTrue(
                Integer.getInteger("holdfast.test.servers", servers) == servers, "-Dholdfast.test.servers says so");
        Perfdhcp.assumeInstalled();
        int clients = Integer.getInteger("holdfast.test.clients", 100_000) / servers;
        int rate = Integer.getInteger("holdfast.test.rate", 800) / servers;
        try (Site opened = Site.on(kind, folder)) {
            site = opened;
            List<NetworkNamespace> crowds = new ArrayList<>();
            for (int n = 0; n < servers; n++) {
                opened.serve(opened.serverHost(server(n)));
                NetworkNamespace crowd = opened.lab().host("crd", "near");
                crowd.ip("addr add " + relay(n) + "/24 brd + dev eth0");
                crowds.add(crowd);
            }
            Map<String, String> acknowledged = new HashMap<>();
            List<CompletableFuture<Perfdhcp>> runs = new ArrayList<>();
            for (int n = 0; n < servers; n++) {
                Perfdhcp perfdhcp = Perfdhcp.ofGroup(crowds.get(n), server(n), relay(n), n, clients, rate);
                runs.add(CompletableFuture.supplyAsync(perfdhcp::run));
            }
            for (CompletableFuture<Perfdhcp> run : runs) {
                System.out.println(kind + ", " + servers + " server(s): " + run.join());
                learn(run.join(), acknowledged);
            }
            for (int n = 0; n < servers; n++) {
                secondChances(crowds.get(n), n, clients, acknowledged);
            }
            assertThat(acknowledged).as("clients with a lease").hasSize(clients * servers);
            assertThat(new HashSet<>(acknowledged.values()))
                    .as("their addresses")
                    .hasSize(clients * servers);
            check(kind, acknowledged, opened.store().rows());
        }
    }

    private static void learn(Perfdhcp ended, Map<String, String> acknowledged) {
        assertThat(ended.repeated())
                .as("addresses that perfdhcp was given twice")
                .isZero();
        ended.leases()
                .forEach((client, address) -> assertThat(acknowledged.put(client, address))
                        .as("an earlier lease of " + client)
                        .isNull());
    }

    private static void secondChances(NetworkNamespace crowd, int n, int clients, Map<String, String> acknowledged) {
        List<String> without = IntStream.range(0, clients)
                .mapToObj(number -> Perfdhcp.client(n, number))
                .filter(client -> !acknowledged.containsKey(client))
                .toList();
        assertThat(without.size())
                .as("clients without a lease at the first try")
                .isLessThanOrEqualTo((int) (clients * MOST_SECOND_CHANCES));
        for (String client : without) {
            learn(Perfdhcp.ofOne(crowd, server(n), relay(n), client).run(), acknowledged);
        }
        System.out.println("second chances at server " + (n + 1) + ": " + without.size());
    }

    private static void check(StoreKind kind, Map<String, String> acknowledged, List<LeaseRow> rows) {
        Map<String, String> stored = new HashMap<>();
        Set<String> addresses = new HashSet<>();
        for (LeaseRow row : rows) {
            assertThat(row.inUse()).as(row.toString()).isTrue();
            assertThat(addresses.add(row.address())).as("once: " + row).isTrue();
            assertThat(stored.put(row.hardware(), row.address()))
                    .as("one lease per client: " + row)
                    .isNull();
        }
        System.out.println(kind + ": " + acknowledged.size() + " clients with an acknowledged lease, " + rows.size()
                + " rows, " + addresses.size() + " addresses, " + stored.size() + " hardware addresses");
        Set<Map.Entry<String, String>> unlike = new HashSet<>(acknowledged.entrySet());
        unlike.removeAll(stored.entrySet());
        assertThat(unlike).as("acknowledged, and not so in the store").isEmpty();
        assertThat(stored).as("nobody else in the store").hasSameSizeAs(acknowledged);
    }

    private static String server(int n) {
        return "198.18.1." + (1 + n * 10);
    }

    private static String relay(int n) {
        return "198.18.1." + (3 + n * 10);
    }
}
