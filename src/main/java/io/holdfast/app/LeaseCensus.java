package io.holdfast.app;

import io.holdfast.app.database.Background;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.pipeline.Serving;
import io.holdfast.reclaim.Reclaimer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When and how leases are counted for {@link LeaseTotals}: nobody of ours changes any meanwhile, so that no change is
 * counted twice or not at all. While the database is away nothing is counted; everything is when it is back.
 */
final class LeaseCensus {

    private static final Logger log = LoggerFactory.getLogger(LeaseCensus.class);

    /** Until leases are counted again, when others were in the way. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final LeaseTotals totals;
    private final LaneSet lanes;
    private final Background background;
    private final Supplier<@Nullable Serving> serving;
    private final Supplier<@Nullable Reclaimer> reclaimer;

    /**
     * @param serving what clients are served by now
     * @param reclaimer that changes leases beside the lanes
     */
    LeaseCensus(
            LeaseTotals totals,
            LaneSet lanes,
            Background background,
            Supplier<@Nullable Serving> serving,
            Supplier<@Nullable Reclaimer> reclaimer) {
        this.totals = totals;
        this.lanes = lanes;
        this.background = background;
        this.serving = serving;
        this.reclaimer = reclaimer;
    }

    /** A whole configuration has come into effect. */
    void configured(Serving present) {
        totals.configured(present.config());
        if (present.leaseWatch().isUsable()) {
            all(present);
        }
    }

    /** A configuration has come into effect that differs from the one before only in subnets. */
    void amended(ServerConfig former, Serving present) {
        List<Subnet> changed = totals.amended(former, present.config());
        if (!changed.isEmpty() && present.leaseWatch().isUsable()) {
            count(present, () -> totals.recount(present.config(), changed, present.leases()));
        }
    }

    /** All leases, as after an outage; by the configuration that is in effect when they are counted. */
    void all(Serving present) {
        count(present, () -> {
            Serving latest = serving.get();
            boolean same = latest != null && latest.leaseWatch() == present.leaseWatch();
            totals.recount((same ? latest : present).config(), present.leases());
        });
    }

    private void count(Serving present, Runnable count) {
        Reclaimer beside = reclaimer.get();
        try {
            if (beside == null) {
                lanes.whileQuiet(count);
            } else {
                beside.between(() -> lanes.whileQuiet(count));
            }
        } catch (BackendBusy e) {
            log.warn("leases could not be counted yet: {}", e.getMessage());
            background.after(AGAIN, () -> again(present));
        } catch (BackendUnavailable e) { // it will be counted when the database is back
            present.leaseWatch().lost(e);
        } catch (RuntimeException e) { // clients are served without statistics, too
            log.error("leases could not be counted: {}", e.getMessage(), e);
        }
    }

    /** Whatever was to be counted: there may have been amendments since. */
    private void again(Serving present) {
        Serving latest = serving.get();
        if (latest != null && latest.leaseWatch() == present.leaseWatch()) {
            all(latest);
        }
    }
}
