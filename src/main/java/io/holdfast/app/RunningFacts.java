package io.holdfast.app;

import io.holdfast.app.database.LeaseBackend;
import io.holdfast.control.ServerFacts;
import io.holdfast.pipeline.LaneRouter;
import io.holdfast.transport.Transport;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the running server of one protocol says about itself. */
final class RunningFacts implements ServerFacts {

    private final ProtocolServer server;
    private final Build build;

    RunningFacts(ProtocolServer server, String version) {
        this.server = server;
        this.build = new Build(
                version,
                "holdfast " + version + "\nJava " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                "Holdfast " + version + "\nlease databases: memfile, mysql, postgresql\nJava: " + Runtime.version()
                        + " (" + System.getProperty("java.vm.name") + ")\nsystem: " + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    }

    @Override
    public Build build() {
        return build;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public long started() {
        return ManagementFactory.getRuntimeMXBean().getStartTime() / 1000;
    }

    @Override
    public long configured() {
        return server.service().configuredAt();
    }

    @Override
    public Lanes lanes() {
        LaneRouter lanes = server.service().lanes().router();
        return new Lanes(
                lanes == null ? 0 : lanes.lanes(),
                lanes == null ? 0 : lanes.capacity(),
                server.queues().averages());
    }

    @Override
    public Sockets sockets() {
        Transport.Status status = server.service().sockets().status();
        return new Sockets(status.errors(), status.state().equals("retrying"));
    }

    @Override
    public List<Backend> backends() {
        return server.service().backends();
    }

    @Override
    public @Nullable String leaseFile() {
        LeaseBackend backend = server.service().backend();
        return backend == null || backend.file() == null ? null : backend.file().toString();
    }
}
