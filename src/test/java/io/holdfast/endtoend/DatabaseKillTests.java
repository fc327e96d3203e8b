package io.holdfast.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outage.BreakableServer;
import io.holdfast.outage.Product;
import java.nio.file.Path;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In each protocol: the database is killed with SIGKILL under load, at random moments, and started again: nothing acknowledged is missing,
 * nobody loses an address, and service is back soon after the database.
 *
 * <p>Properties: {@code holdfast.test.protocols}, {@code holdfast.test.stores}, {@code holdfast.test.kills} (50), {@code holdfast.test.rate} (new clients
 * of perfdhcp per second, 100), {@code holdfast.test.seed}.
 */
@Tag("slow")
@ParameterizedClass
@EnumSource
@ExtendWith(ServerLogOnFailure.class)
class DatabaseKillTests implements ServerLogOnFailure.Source {

    /** What may come on top of one pause between two attempts. */
    private static final long GRACE_MILLIS = 1000;

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
    void acknowledgedLeasesSurviveAndServiceIsSoonBack(Product product) throws Exception {
        family.assumeWanted();
        StoreKind.valueOf(product.name()).assumeWanted();
        Perfdhcp.assumeInstalled();
        int times = Integer.getInteger("holdfast.test.kills", 50);
        int rate = Integer.getInteger("holdfast.test.rate", 100);
        long seed = Long.getLong("holdfast.test.seed", System.nanoTime());
        System.out.println(product + " " + family + ", seed " + seed);
        try (BreakableServer database = BreakableServer.started(product);
                Site opened = Site.on(new SqlLeases(database.database(), family), family, folder)) {
            site = opened;
            DatabaseKills kills = new DatabaseKills(
                    opened,
                    family,
                    database,
                    RandomGeneratorFactory.getDefault().create(seed));
            Distribution delays = kills.survive(times, rate);
            long limit = SqlLeases.RECONNECT_WAIT_MILLIS + GRACE_MILLIS;
            System.out.println(product + " " + family + ": from connections accepted to the first ACK, " + delays + "; "
                    + delays.above(limit) + " above " + limit + " ms");
            assertThat(delays.above(limit)).as("too late, of " + delays).isZero();
        }
    }
}
