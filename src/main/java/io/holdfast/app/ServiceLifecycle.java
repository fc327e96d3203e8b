package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.SchemaRefused;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.rest.ControlSocketException;
import io.holdfast.rest.ControlSockets;
import io.holdfast.store.memory.LeaseFileException;
import io.holdfast.transport.SocketOpenException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts the DHCP services when everything else is there, and stops them before anything else goes. */
final class ServiceLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServiceLifecycle.class);

    private final ProtocolServers servers;
    private final ConfigFiles files;
    private final ControlSockets controlSockets;
    private final String actuator;
    private volatile boolean running;

    /** @param actuator its address, for the report */
    ServiceLifecycle(ProtocolServers servers, ConfigFiles files, ControlSockets controlSockets, String actuator) {
        this.servers = servers;
        this.files = files;
        this.controlSockets = controlSockets;
        this.actuator = actuator;
    }

    @Override
    public void start() {
        try {
            begin();
        } catch (RuntimeException e) { // Spring does not stop what has not started
            stopServices();
            throw e;
        }
    }

    private void begin() {
        Protocol beginning = Protocol.DHCP4;
        try {
            Map<Protocol, ConfigFiles.Found> found = files.read();
            openControl(found);
            // Before any of them begins, so that nobody takes a part for the whole.
            found.forEach(
                    (protocol, each) -> servers.of(protocol).configuration().expect(each.file()));
            for (Map.Entry<Protocol, ConfigFiles.Found> each : found.entrySet()) {
                beginning = each.getKey();
                ProtocolServer server = servers.of(beginning);
                server.configuration().begin(each.getValue().config());
                ServeReport.print(
                        server,
                        server.configuration().current(),
                        each.getValue().file());
            }
            running = true;
            ServeReport.printControl(controlSockets.places(), actuator);
        } catch (ConfigException e) {
            throw new StartFailure(
                    beginning,
                    "the configuration has errors:\n" + e.getMessage(),
                    "Correct the places named; 'check' tries a configuration without starting.",
                    e);
        } catch (BackendUnavailable e) {
            throw new StartFailure(
                    beginning,
                    String.valueOf(e.getMessage()),
                    "Bring the database up, or set \"retry-on-startup\": true with max-reconnect-tries and"
                            + " reconnect-wait-time so that the server waits for it.",
                    e);
        } catch (SchemaRefused e) {
            throw new StartFailure(
                    beginning,
                    String.valueOf(e.getMessage()),
                    "Let lease-database, hosts-databases and config-databases name databases that are empty or have tables of a"
                            + " version named above.",
                    e);
        } catch (LeaseFileException e) {
            throw new StartFailure(
                    beginning,
                    String.valueOf(e.getMessage()),
                    "Correct the file, or let lease-database name another one; nothing has been changed in it.",
                    e);
        } catch (ServerDuidException e) {
            throw new StartFailure(
                    beginning,
                    String.valueOf(e.getMessage()),
                    "Let holdfast.state-directory or data-directory name a place that can be written, and let the file hold"
                            + " what Kea wrote; or configure the whole of server-id.",
                    e);
        } catch (ControlSocketException e) {
            throw new StartFailure(
                    beginning,
                    String.valueOf(e.getMessage()),
                    "Correct control-sockets, or the settings server.address and server.port.",
                    e);
        } catch (SocketOpenException e) {
            throw new StartFailure(
                    beginning,
                    String.valueOf(e.getMessage()),
                    "Grant what is missing or free the port; see the operator's guide, page sockets.",
                    e);
        }
    }

    /** All at once: what one protocol's sockets demand (a password, for one) holds for the control port from the start. */
    private void openControl(Map<Protocol, ConfigFiles.Found> found) throws ControlSocketException {
        Map<Protocol, List<ControlSocketSettings>> sockets = new EnumMap<>(Protocol.class);
        found.forEach((protocol, each) -> sockets.put(protocol, each.config().controlSockets()));
        controlSockets.use(sockets);
    }

    @Override
    public void stop() {
        running = false;
        stopServices();
    }

    /** Beside one another: one that waits for its database, or fails, does not keep the other from ending in order. */
    private void stopServices() {
        try (ExecutorService ends = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.all().forEach(server -> ends.execute(() -> stop(server)));
        }
    }

    private static void stop(ProtocolServer server) {
        try {
            server.configuration().close();
            server.service().stop();
        } catch (RuntimeException | Error e) { // the process ends all the same
            log.error("{}_SHUTDOWN not everything could be closed: {}", server.protocol(), e.getMessage(), e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
