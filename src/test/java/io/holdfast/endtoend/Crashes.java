package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transport.NetworkNamespace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Kills a server again and again while clients get leases, and looks after each restart for every acknowledged one. */
final class Crashes {

    private static final int MOST_BETWEEN = 1500;
    private static final int AFTER_LAST = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Crashes() {}

    /** Gives a line for people: how many acknowledged leases were looked for and found. */
    static String survive(Site site, Family family, int times, long seed) throws Exception {
        String relay = family.near(Site.CROWD);
        ServedStore store = site.store(family);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        NetworkNamespace serverHost = site.serverHost(Site.SERVER);
        NetworkNamespace crowdHost = site.nearHost("crd", Site.CROWD);
        ServerProcess server = site.serve(serverHost);
        long looked = 0;
        try (ClientCrowd crowd = ClientCrowd.open(family, crowdHost, relay, family.near(Site.SERVER))) {
            for (int kill = 1; kill <= times; kill++) {
                int enough = crowd.count() + 1 + random.nextInt(MOST_BETWEEN);
                await(enough + " acknowledgements, seed " + seed)
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                        .until(() -> crowd.count() >= enough);
                server.kill();
                Map<String, Set<String>> acknowledged = crowd.acknowledged();
                Map<String, String> stored = owners(store.rows());
                server = site.serve(serverHost);
                assertKept("in the store after kill " + kill, acknowledged, stored);
                assertKept("served after kill " + kill, acknowledged, ServerLeases.of(server, family));
                looked += acknowledged.size();
                System.out.printf("kill %2d: %d acknowledged clients, all leases there%n", kill, acknowledged.size());
            }
            int more = crowd.count() + AFTER_LAST;
            await("acknowledgements after the last kill").atMost(PATIENCE).until(() -> crowd.count() >= more);
            crowd.disperse();
            assertThat(crowd.conflicts()).isEmpty();
            assertKept("at the end", crowd.acknowledged(), owners(store.rows()));
            return "%d kills, %d acknowledged clients at the end, %d looked for after restarts, none missing"
                    .formatted(times, crowd.count(), looked);
        }
    }

    /** Lease to client, of the leases in use, of which none reaches into another. */
    private static Map<String, String> owners(List<LeaseRow> rows) {
        assertThat(LeaseRow.overlaps(rows)).isEmpty();
        Map<String, String> owners = new HashMap<>();
        rows.stream().filter(LeaseRow::inUse).forEach(row -> owners.put(row.lease(), row.client()));
        return owners;
    }

    private static void assertKept(String when, Map<String, Set<String>> acknowledged, Map<String, String> owners) {
        Map<String, String> lost = new HashMap<>();
        acknowledged.forEach((client, leases) -> leases.forEach(lease -> {
            String owner = owners.get(lease);
            if (!client.equals(owner)) {
                lost.put(client + " " + lease, String.valueOf(owner));
            }
        }));
        assertThat(lost).as("acknowledged leases without their row, " + when).isEmpty();
    }
}
