package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.content.ConfigFeed;
import io.holdfast.app.database.DatabaseUse;
import io.holdfast.app.database.LeaseDatabases;
import io.holdfast.app.database.SchemaRefused;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.control.ConfigChanges;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.ConfigNotAppliedException;
import io.holdfast.rest.ControlSocketException;
import io.holdfast.rest.ControlSockets;
import io.holdfast.transport.SocketOpenException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration of one protocol in effect for the commands, and how a command puts another in its place. */
final class RunningConfig implements ConfigControl, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningConfig.class);

    private static final String PERIODIC = "PERIODIC";

    private final Protocol protocol;
    private final DhcpService service;
    private final ConfigFeed feed;
    private final LoggerLevels levels;
    private final Supplier<ControlSockets> controlSockets;
    private volatile @Nullable Path file;
    private volatile boolean begun;
    /** Of the last attempt to take over news, so that it is told once. */
    private volatile String failure = "";

    RunningConfig(
            Protocol protocol,
            DhcpService service,
            ConfigFeed feed,
            LoggerLevels levels,
            Supplier<ControlSockets> controlSockets) {
        this.protocol = protocol;
        this.service = service;
        this.feed = feed;
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

    /**
     * The first configuration, when there is none to go back to.
     *
     * @param first the file's; what databases have is laid over it
     */
    void begin(ServerConfig first) throws SocketOpenException, ControlSocketException, ConfigException {
        levels.apply(protocol, first.loggers());
        service.apply(feed.prepare(first));
        feed.keep();
        service.databasesChanged();
    }

    @Override
    public void apply(ServerConfig next) throws ConfigNotAppliedException {
        ServerConfig previous = current();
        ServerConfig whole;
        try {
            whole = feed.prepare(next);
            controlSockets.get().use(protocol, whole.controlSockets());
        } catch (ControlSocketException | ConfigException | BackendUnavailable | SchemaRefused e) {
            feed.undo();
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), false);
        }
        try {
            service.apply(whole);
        } catch (SocketOpenException | RuntimeException e) { // whatever hindered it, the operator must read it
            feed.undo();
            restoreControl(previous);
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), service.serving() == null);
        }
        feed.keep();
        service.databasesChanged();
        levels.apply(protocol, next.loggers());
    }

    @Override
    public void amend(ServerConfig next) throws ConfigNotAppliedException {
        try {
            service.amend(next);
            feed.amended(next);
        } catch (RuntimeException e) { // whatever hindered it, the operator must read it
            throw new ConfigNotAppliedException(String.valueOf(e.getMessage()), service.serving() == null);
        }
    }

    @Override
    public boolean pull(boolean all) throws ConfigNotAppliedException {
        if (feed.isEmpty()) {
            return false;
        }
        try {
            ServerConfig next = feed.refetch(all);
            if (next != null || service.serving() == null) { // nothing is in effect after one that failed
                put(next != null ? next : current());
                feed.keep();
                log.info("{}_CONFIG_MERGED what is new in the configuration databases is in effect", protocol);
            } else if (all) {
                feed.restart();
            }
            failure = "";
            return true;
        } catch (ConfigException | SocketOpenException | RuntimeException e) { // whatever it was, it must be read
            feed.undo();
            String text = String.valueOf(e.getMessage());
            tellFailure(all ? "ON_DEMAND" : PERIODIC, text);
            throw new ConfigNotAppliedException(text, service.serving() == null);
        }
    }

    /** What nobody here asked for must not end the service because another database is away, as {@code config-set} may. */
    private void put(ServerConfig next) throws SocketOpenException {
        boolean serves = service.serving() != null;
        if (serves && Amendment.suffices(current(), next)) {
            service.amend(next);
            return;
        }
        List<String> away = serves ? tryOthers(next) : List.of();
        if (!away.isEmpty()) {
            throw new BackendUnavailable(
                    "configuration",
                    "what has changed needs all databases, and is put in effect when they are back: "
                            + String.join("\n", away));
        }
        service.apply(next);
    }

    /** @param occasion of the attempt */
    private void tellFailure(String occasion, String text) {
        if (!text.equals(failure)) {
            failure = text;
            log.error("{}_CB_{}_FETCH_UPDATES_FAIL the present configuration stays: {}", protocol, occasion, text);
        }
    }

    ConfigFeed feed() {
        return feed;
    }

    /**
     * Puts in effect what {@link ConfigFeed#rehearse} made and its database now has.
     *
     * @return why it could not be; empty when it is
     */
    String rehearsed(Optional<ServerConfig> next) {
        try {
            if (next.isPresent()) {
                put(next.get());
            }
            feed.keepRehearsed();
            failure = "";
            return "";
        } catch (SocketOpenException | RuntimeException e) { // whatever it was, it is stored, and must be read
            feed.undo();
            String text = String.valueOf(e.getMessage());
            tellFailure("ON_DEMAND", text);
            return text;
        }
    }

    /** Takes over what is new in configuration databases, if there is anything; the log says what hinders it. */
    void lookForNews(ConfigChanges changes) {
        try {
            if (feed.hasNews()) {
                changes.pull(false);
            }
        } catch (ConfigNotAppliedException | BackendUnavailable e) { // told there, or by the watch
            log.debug("no news from the configuration databases: {}", e.getMessage());
        } catch (RuntimeException e) { // it must not end the looking
            tellFailure(PERIODIC, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        feed.close();
    }

    @Override
    public List<String> tryDatabases(ServerConfig config) {
        List<String> objections = tryOthers(config);
        objections.addAll(
                DatabaseUse.CONFIG.objections(protocol, config.sources().databases()));
        return objections;
    }

    private List<String> tryOthers(ServerConfig config) {
        List<String> objections = new ArrayList<>(LeaseDatabases.objections(protocol, config.leaseDatabase()));
        objections.addAll(DatabaseUse.HOSTS.objections(protocol, config.hosts().databases()));
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
