package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.LeaseBackend;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.ServiceGate;
import io.holdfast.control.ConfigChanges;
import io.holdfast.control.LeaseExport;
import io.holdfast.host.HostSource;
import io.holdfast.lease.LeaseStore;
import io.holdfast.pipeline.Serving;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.telemetry.StatisticBoard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server of one protocol in this process, whether it is configured or not: all that others ask it about itself. */
record ProtocolServer(
        Protocol protocol,
        DhcpService service,
        RunningConfig configuration,
        ConfigChanges changes,
        ServiceGate gate,
        StatisticBoard board,
        QueueAverages queues,
        HoldfastSettings settings) {

    /** Whether the configuration has an object for this protocol. */
    boolean isConfigured() {
        return configuration.hasBegun();
    }

    /** @throws BackendUnavailable when there are none now */
    LeaseStore leases() {
        Serving serving = service.serving();
        if (serving == null) {
            throw new BackendUnavailable(service.use(), "no current lease manager is available");
        }
        return serving.leases();
    }

    /** The hosts databases, in the order in which they are searched; none when none are configured. */
    List<HostSource> hostSources() {
        return service.hostSources();
    }

    /** @throws BackendUnavailable when there are no leases now */
    Reclaimer reclaimer() {
        Reclaimer reclaimer = service.reclaimer();
        if (reclaimer == null) {
            throw new BackendUnavailable(service.use(), "no current lease manager is available");
        }
        return reclaimer;
    }

    /** Absent when leases are not kept in a file. */
    @Nullable
    LeaseExport export() {
        LeaseBackend backend = service.backend();
        return backend == null || backend.file() == null
                ? null
                : new LeaseFileExport(protocol, backend.store(), backend.file(), settings.stateDirectory());
    }
}
