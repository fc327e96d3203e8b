package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.availability.ServiceGate;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.Statistics;
import io.holdfast.transport.Outgoing;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lanes use that outlives configurations.
 *
 * @param serving what to work with; absent while there is no working configuration
 * @param sender sends replies; called by the lanes
 * @param prober where addresses are pinged before they are offered
 * @param clockSeconds seconds since 1970
 */
public record LaneSurroundings(
        Protocol protocol,
        Supplier<@Nullable Serving> serving,
        ServiceGate gate,
        Consumer<List<Outgoing>> sender,
        Statistics statistics,
        Meters meters,
        LongSupplier clockSeconds,
        LongSupplier nanoClock,
        Prober prober) {

    /** Of lanes that ping nobody. */
    public LaneSurroundings(
            Protocol protocol,
            Supplier<@Nullable Serving> serving,
            ServiceGate gate,
            Consumer<List<Outgoing>> sender,
            Statistics statistics,
            Meters meters,
            LongSupplier clockSeconds,
            LongSupplier nanoClock) {
        this(protocol, serving, gate, sender, statistics, meters, clockSeconds, nanoClock, Prober.NONE);
    }
}
