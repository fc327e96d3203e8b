package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.outage.BreakableServer;
import io.holdfast.transport.NetworkNamespace;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionFactory;

/**
 * Kills a database again and again while clients get and extend leases, starts it again, and measures when service is
 * back. Three kinds of clients are at work: a crowd of new ones that knows what it was told, {@code perfdhcp}, and some
 * that have leases and extend them.
 */
final class DatabaseKills {

    private static final int MOST_RENEWALS_BETWEEN = 400;
    private static final int MOST_MILLIS_AWAY = 2500;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Site site;
    private final Family family;
    private final BreakableServer database;
    private final RandomGenerator random;
    private final ServerProcess server;
    private final NetworkNamespace crowdHost;
    private final NetworkNamespace perfdhcpHost;
    private final NetworkNamespace holdersHost;
    private final long started = System.nanoTime();

    DatabaseKills(Site site, Family family, BreakableServer database, RandomGenerator random) {
        this.site = site;
        this.family = family;
        this.database = database;
        this.random = random;
        server = site.serve(site.serverHost(Site.SERVER));
        crowdHost = site.nearHost("cli", Site.CROWD);
        perfdhcpHost = site.nearHost("cli", Site.OTHER_CROWD);
        holdersHost = site.nearHost("cli", Site.THIRD_CROWD);
    }

    /**
     * Gives milliseconds from the database's accepting connections to the first ACK, one for each kill.
     *
     * @param rate new clients of {@code perfdhcp} per second
     */
    Distribution survive(int times, int rate) throws Exception {
        String address = family.near(Site.SERVER);
        Perfdhcp.Target target =
                new Perfdhcp.Target(family, Perfdhcp.Wanted.BOTH, perfdhcpHost, address, family.near(Site.OTHER_CROWD));
        try (Holders holders = Holders.open(family, holdersHost, family.near(Site.THIRD_CROWD), address);
                ClientCrowd crowd = ClientCrowd.open(family, crowdHost, family.near(Site.CROWD), address);
                PerfdhcpLoad load = PerfdhcpLoad.start(target, rate)) {
            patiently("everybody served at first").until(holders::areServed);
            List<Back> backs = new ArrayList<>();
            for (int kill = 1; kill <= times; kill++) {
                backs.add(kill(kill, holders, crowd));
            }
            int more = holders.acks() + MOST_RENEWALS_BETWEEN;
            patiently("renewals after the last kill").until(() -> holders.acks() >= more);
            List<Perfdhcp> runs = load.end();
            crowd.disperse();
            holders.disperse();
            judge(holders, crowd, runs);
            System.out.println("the first new client's lease: "
                    + Distribution.of(backs.stream().map(Back::newcomer).toList())
                    + "; it may have waited with its next try");
            return Distribution.of(backs.stream().map(Back::renewal).toList());
        }
    }

    /** Milliseconds from connections accepted to the first ACK of an old client and of a new one. */
    private record Back(long renewal, long newcomer) {}

    private Back kill(int number, Holders holders, ClientCrowd crowd) {
        int enough = holders.acks() + 1 + random.nextInt(MOST_RENEWALS_BETWEEN);
        patiently("moment to kill").until(() -> holders.acks() >= enough);
        database.kill();
        String killed = LocalTime.now().toString();
        long back = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(MOST_MILLIS_AWAY));
        patiently("moment to start").until(() -> System.nanoTime() >= back);
        int before = crowd.count();
        long start = System.nanoTime();
        database.startWithoutWaiting();
        long accepted = acceptsConnections();
        patiently("service after kill " + number + " at " + killed)
                .until(() -> holders.firstAckSince(start).isPresent());
        long served = holders.firstAckSince(start).orElseThrow();
        patiently("new client served after kill " + number + " at " + killed).until(() -> crowd.count() > before);
        Back delays = new Back(millis(accepted, served), millis(accepted, System.nanoTime()));
        System.out.printf(
                "kill %2d at %s: database back %d ms after its start; renewal %d ms, new lease %d ms later; %d new so far%n",
                number, killed, millis(start, accepted), delays.renewal, delays.newcomer, before);
        return delays;
    }

    /** None when the server has found the database before we have. */
    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, to - from));
    }

    /** The time when the first attempt began that succeeded. */
    private long acceptsConnections() {
        AtomicLong tried = new AtomicLong();
        patiently("connection to " + database).until(() -> {
            if (!database.isRunning()) {
                throw new IllegalStateException(database + " has ended:\n" + database.log());
            }
            tried.set(System.nanoTime());
            try {
                database.database().connect().close();
                return true;
            } catch (SQLException e) {
                return false;
            }
        });
        return tried.get();
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private void judge(Holders holders, ClientCrowd crowd, List<Perfdhcp> runs) {
        Told told = new Told();
        told.all(crowd.acknowledged());
        told.all(holders.held());
        int asked = 0;
        int byPerfdhcp = 0;
        for (Perfdhcp run : runs) {
            asked += run.sent();
            byPerfdhcp += run.acknowledged();
            told.all(run.leases());
            assertThat(run.repeated())
                    .as("leases that perfdhcp was given twice")
                    .isZero();
        }
        List<LeaseRow> rows = site.store(family).rows();
        System.out.printf(
                "%d acknowledged in the crowd, %d of %d by perfdhcp, %d renewals; %d leases told, %d rows%n",
                crowd.count(), byPerfdhcp, asked, holders.acks(), told.size(), rows.size());
        assertThat(server.isAlive()).as("the server lives").isTrue();
        assertThat(crowd.conflicts()).isEmpty();
        assertThat(holders.wrongs()).isEmpty();
        assertThat(told.twice).as("leases told to two clients").isEmpty();
        assertThat(LeaseRow.overlaps(rows)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .as("time since the first lease, or leases may have expired")
                .isLessThan(Duration.ofSeconds(Site.VALID_LIFETIME));
        assertThat(told.without(rows))
                .as("acknowledged leases without their row")
                .isEmpty();
    }

    /** Everything that clients were told. */
    private static final class Told {

        final Map<String, String> owners = new HashMap<>();
        final Map<String, String> twice = new HashMap<>();

        void all(Map<String, Set<String>> acknowledged) {
            acknowledged.forEach((client, leases) -> leases.forEach(lease -> {
                String other = owners.putIfAbsent(lease, client);
                if (other != null) {
                    twice.put(lease, client + " and " + other);
                }
            }));
        }

        int size() {
            return owners.size();
        }

        /** Lease and client of those that are not in use by this client in the store. */
        Map<String, String> without(List<LeaseRow> rows) {
            Map<String, String> missing = new HashMap<>(owners);
            rows.stream().filter(LeaseRow::inUse).forEach(row -> missing.remove(row.lease(), row.client()));
            return missing;
        }
    }
}
