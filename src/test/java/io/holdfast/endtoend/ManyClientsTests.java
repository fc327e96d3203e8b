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
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In each protocol: {@code perfdhcp} with many distinct clients, at one server and at two on one database: nobody without a lease, no
 * lease twice, looked up in the store.
 *
 * <p>Properties: {@code holdfast.test.clients} (100000 in all), {@code holdfast.test.rate} (new clients per second in
 * all, 800), {@code holdfast.test.stores}, {@code holdfast.test.protocols}, {@code holdfast.test.wanted} (what a client of
 * DHCPv6 asks for: NA, PD or BOTH).
 */
@Tag("slow")
@ParameterizedClass
@EnumSource
@ExtendWith(ServerLogOnFailure.class)
class ManyClientsTests implements ServerLogOnFailure.Source {

    /** perfdhcp does not try again, so whoever lost a packet on a busy machine has another chance alone. */
    private static final double MOST_SECOND_CHANCES = 0.002;

    @TempDir
    Path folder;

    @Parameter
    Family family;

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
        family.assumeWanted();
        kind.assumeWanted();
        Assumptions.assumeTrue(
                Integer.getInteger("holdfast.test.servers", servers) == servers, "-Dholdfast.test.servers says so");
        Perfdhcp.assumeInstalled();
        Perfdhcp.Wanted wanted = Perfdhcp.Wanted.valueOf(System.getProperty("holdfast.test.wanted", "NA"));
        int clients = Integer.getInteger("holdfast.test.clients", 100_000) / servers;
        int rate = Integer.getInteger("holdfast.test.rate", 800) / servers;
        try (Site opened = Site.on(kind, folder, family)) {
            site = opened;
            List<Perfdhcp.Target> targets = new ArrayList<>();
            for (int n = 0; n < servers; n++) {
                int server = n == 0 ? Site.SERVER : Site.OTHER_SERVER;
                int crowd = n == 0 ? Site.CROWD : Site.OTHER_CROWD;
                opened.serve(opened.serverHost(server));
                NetworkNamespace host = opened.nearHost("crd", crowd);
                targets.add(new Perfdhcp.Target(family, wanted, host, family.near(server), family.near(crowd)));
            }
            Map<String, Set<String>> acknowledged = new HashMap<>();
            List<CompletableFuture<Perfdhcp>> runs = new ArrayList<>();
            for (int n = 0; n < servers; n++) {
                Perfdhcp perfdhcp = Perfdhcp.ofGroup(targets.get(n), n, clients, rate);
                runs.add(CompletableFuture.supplyAsync(perfdhcp::run));
            }
            String title = kind + " " + family + (family == Family.V4 ? "" : " " + wanted);
            for (CompletableFuture<Perfdhcp> run : runs) {
                System.out.println(title + ", " + servers + " server(s): " + run.join());
                learn(run.join(), acknowledged);
            }
            for (int n = 0; n < servers; n++) {
                secondChances(targets.get(n), n, clients, acknowledged);
            }
            assertThat(acknowledged).as("clients with a lease").hasSize(clients * servers);
            check(
                    title,
                    wanted == Perfdhcp.Wanted.BOTH ? 2 : 1,
                    acknowledged,
                    opened.store(family).rows());
        }
    }

    private static void learn(Perfdhcp ended, Map<String, Set<String>> acknowledged) {
        assertThat(ended.repeated()).as("leases that perfdhcp was given twice").isZero();
        ended.leases()
                .forEach((client, leases) -> assertThat(acknowledged.put(client, leases))
                        .as("an earlier lease of " + client)
                        .isNull());
    }

    private static void secondChances(
            Perfdhcp.Target target, int group, int clients, Map<String, Set<String>> acknowledged) {
        List<String> without = IntStream.range(0, clients)
                .mapToObj(number -> target.client(group, number))
                .filter(client -> !acknowledged.containsKey(client))
                .toList();
        assertThat(without.size())
                .as("clients without a lease at the first try")
                .isLessThanOrEqualTo((int) (clients * MOST_SECOND_CHANCES));
        for (String client : without) {
            learn(Perfdhcp.ofOne(target, client).run(), acknowledged);
        }
        System.out.println("second chances of group " + group + ": " + without.size());
    }

    private static void check(
            String title, int leasesEach, Map<String, Set<String>> acknowledged, List<LeaseRow> rows) {
        assertThat(rows).allMatch(LeaseRow::inUse);
        assertThat(LeaseRow.overlaps(rows)).as("leases that overlap").isEmpty();
        Map<String, Set<String>> stored = LeaseRow.byClient(rows);
        Set<String> leases = new HashSet<>();
        acknowledged.values().forEach(leases::addAll);
        System.out.println(title + ": " + acknowledged.size() + " clients with acknowledged leases, " + rows.size()
                + " rows, " + leases.size() + " leases, " + stored.size() + " clients in the rows");
        assertThat(leases).as("leases, each of one client").hasSize(acknowledged.size() * leasesEach);
        Set<Map.Entry<String, Set<String>>> unlike = new HashSet<>(acknowledged.entrySet());
        unlike.removeAll(stored.entrySet());
        assertThat(unlike).as("acknowledged, and not so in the store").isEmpty();
        assertThat(stored).as("nobody else in the store").hasSameSizeAs(acknowledged);
        assertThat(rows).as("nothing else in the store").hasSameSizeAs(leases);
    }
}
