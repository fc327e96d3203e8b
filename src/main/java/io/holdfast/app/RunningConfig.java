package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.ServerConfig;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.ConfigNotAppliedException;
import io.holdfast.rest.ControlSocketException;
import io.holdfast.rest.ControlSockets;
import io.holdfast.transport.SocketOpenException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration of one protocol in effect for the commands, and how a command puts another in its place. */
final class RunningConfig implements ConfigControl {

    private static final Logger log = LoggerFactory.getLogger(RunningConfig.class);

    private final Protocol protocol;
    private final DhcpService service;
    private final LoggerLevels levels;
    private final Supplier<ControlSockets> controlSockets;
    private volatile @Nullable Path file;
    private volatile boolean begun;

    RunningConfig(
            Protocol protocol, DhcpService service, LoggerLevels levels, Supplier<ControlSockets> controlSockets) {
        this.protocol = protocol;
        this.service = service;
        this.levels = levels;
        this.controlSockets = controlSockets;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public ServerConfig current() {
        ServerConfig config = service.config();
        if (config == null) {
            throw new BackendUnavailable("configuration", "the server is only starting");
        }
        return config;
    }

    @Override
    public @Nullable Path file() {
        return file;
    }

    /** Whether there is a configuration for this protocol. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * There is a configuration for this protocol, which is going to be used.
     *
     * @param from where it was read; absent: the bundled example
     */
    void expect(@Nullable Path from) {
        file = from;
        begun = true;
    }

    /** The first configuration, when there is none to go back to. */
    void begin(ServerConfig first) throws SocketOpenException, ControlSocketException {
        levels.apply(protocol, first.loggers());
        service.apply(first);
    }

    @Override
    public void apply(ServerConfig next) throws ConfigNotAppliedException {
        ServerConfig previous = current();
        try {
            controlSockets.get().use(protocol, next.controlSockets());
        } catch (ControlSocketException e) {
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), false);
        }
        try {
            service.apply(next);
        } catch (SocketOpenException | RuntimeException e) { // whatever hindered it, the operator must read it
            restoreControl(previous);
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), service.serving() == null);
        }
        levels.apply(protocol, next.loggers());
    }

    @Override
    public void amend(ServerConfig next) throws ConfigNotAppliedException {
        try {
            service.amend(next);
        } catch (RuntimeException e) { // whatever hindered it, the operator must read it
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), service.serving() == null);
        }
    }

    @Override
    public List<String> tryDatabases(ServerConfig config) {
        List<String> objections = new ArrayList<>(LeaseDatabases.objections(protocol, config.leaseDatabase()));
        objections.addAll(HostDatabases.objections(config));
        return objections;
    }

    private void restoreControl(ServerConfig previous) {
        try {
            controlSockets.get().use(protocol, previous.controlSockets());
        } catch (ControlSocketException e) {
            log.error("the control sockets of the configuration in effect cannot be opened again: {}", e.getMessage());
        }
    }
}
