package io.holdfast.app;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.ConfigNotAppliedException;
import io.holdfast.rest.ControlSocketException;
import io.holdfast.rest.ControlSockets;
import io.holdfast.transport.SocketOpenException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration in effect for the commands, and how a command puts another in its place. */
final class RunningConfig implements ConfigControl {

    private static final Logger log = LoggerFactory.getLogger(RunningConfig.class);

    private final DhcpService service;
    private final HoldfastSettings settings;
    private final LoggerLevels levels;
    private final Supplier<ControlSockets> controlSockets;

    RunningConfig(
            DhcpService service,
            HoldfastSettings settings,
            LoggerLevels levels,
            Supplier<ControlSockets> controlSockets) {
        this.service = service;
        this.settings = settings;
        this.levels = levels;
        this.controlSockets = controlSockets;
    }

    @Override
    public Protocol protocol() {
        return Protocol.DHCP4;
    }

    @Override
    public ServerConfig4 current() {
        ServerConfig4 config = service.config();
        if (config == null) {
            throw new BackendUnavailable("configuration", "the server is only starting");
        }
        return config;
    }

    @Override
    public @Nullable Path file() {
        return settings.configFile();
    }

    /** The first configuration, when there is none to go back to. */
    void begin(ServerConfig4 first) throws SocketOpenException, ControlSocketException {
        levels.apply(first.loggers());
        controlSockets.get().use(Protocol.DHCP4, first.controlSockets());
        service.apply(first);
    }

    /** Where commands are accepted now, for people. */
    List<String> controlPlaces() {
        return controlSockets.get().places();
    }

    @Override
    public void apply(ServerConfig wanted) throws ConfigNotAppliedException {
        ServerConfig4 next = (ServerConfig4) wanted;
        ServerConfig4 previous = current();
        try {
            controlSockets.get().use(Protocol.DHCP4, next.controlSockets());
        } catch (ControlSocketException e) {
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), false);
        }
        try {
            service.apply(next);
        } catch (SocketOpenException | RuntimeException e) { // whatever hindered it, the operator must read it
            restoreControl(previous);
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), service.serving() == null);
        }
        levels.apply(next.loggers());
    }

    @Override
    public List<String> tryDatabases(ServerConfig config) {
        return LeaseDatabases.objections(config.leaseDatabase());
    }

    private void restoreControl(ServerConfig4 previous) {
        try {
            controlSockets.get().use(Protocol.DHCP4, previous.controlSockets());
        } catch (ControlSocketException e) {
            log.error("the control sockets of the configuration in effect cannot be opened again: {}", e.getMessage());
        }
    }
}
