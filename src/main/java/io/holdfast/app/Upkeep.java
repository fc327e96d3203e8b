package io.holdfast.app;

import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.allocate.TrackedLeases;
import io.holdfast.lease.LeaseStore;
import io.holdfast.pipeline.Serving;
import io.holdfast.reclaim.ReclaimTimer;
import io.holdfast.reclaim.Reclaimer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What goes on beside the traffic while a lease database is in use: expired leases are reclaimed, and pools are surveyed. */
final class Upkeep implements AutoCloseable {

    private final DhcpService.Surroundings around;
    private final Supplier<@Nullable Serving> serving;
    private final LongSupplier clockSeconds;
    private volatile @Nullable Reclaimer reclaimer;
    private @Nullable ReclaimTimer timer;
    private @Nullable SurveyTimer surveys;

    /** @param serving what clients are served by now */
    Upkeep(DhcpService.Surroundings around, Supplier<@Nullable Serving> serving, LongSupplier clockSeconds) {
        this.around = around;
        this.serving = serving;
        this.clockSeconds = clockSeconds;
    }

    /** By the settings of this configuration, in its database, until another one comes. */
    void begin(Serving present, LeaseStore leases) {
        close();
        reclaim(present, leases);
        survey(present);
    }

    /** The one at work, or the last that was; absent before the first. */
    @Nullable
    Reclaimer reclaimer() {
        return reclaimer;
    }

    /** No further rounds; one under way ends by itself. */
    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
        if (surveys != null) {
            surveys.close();
        }
    }

    private void reclaim(Serving present, LeaseStore leases) {
        Reclaimer next = new Reclaimer(
                around.protocol(),
                new TrackedLeases(leases, () -> pickers(present)),
                present.config().reclaim(),
                around.board(),
                clockSeconds,
                System::nanoTime);
        reclaimer = next;
        timer = new ReclaimTimer(
                next, present.config().reclaim(), around.gate(), present.leaseWatch(), around.background());
        timer.start();
    }

    private void survey(Serving present) {
        PoolSurvey survey = new PoolSurvey(() -> pickers(present), present.leases(), clockSeconds);
        surveys = new SurveyTimer(around.protocol(), survey, present.leaseWatch(), around.background());
        surveys.start();
    }

    /** Those in use now, which change with each amendment, while what began with {@code present} goes on. */
    private AddressPickers pickers(Serving present) {
        Serving latest = serving.get();
        return latest != null && latest.leaseWatch() == present.leaseWatch() ? latest.pickers() : present.pickers();
    }
}
