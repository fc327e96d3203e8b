package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.content.ConfigFeed;
import io.holdfast.app.content.ConfigPoller;
import io.holdfast.app.content.ContentCopy;
import io.holdfast.app.database.Background;
import io.holdfast.app.database.ConfigDatabases;
import io.holdfast.app.database.DatabaseOpening;
import io.holdfast.app.database.HostDatabases;
import io.holdfast.app.database.LeaseDatabases;
import io.holdfast.app.database.PoolMeters;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.ServiceGate;
import io.holdfast.control.ConfigChanges;
import io.holdfast.rest.ControlSockets;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Transports;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together the server of a protocol; nothing is opened before it has a configuration. */
final class ServerMaker {

    private static final Logger log = LoggerFactory.getLogger(ServerMaker.class);
    private static final int ETHERNET_BYTES = 6;

    private final HoldfastSettings settings;
    private final MeterRegistry registry;
    private final Background background;
    private final ProcessEnd processEnd;
    private final LoggerLevels levels;
    private final Supplier<ControlSockets> controlSockets;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();
    private final PoolMeters pools;

    ServerMaker(
            HoldfastSettings settings,
            MeterRegistry registry,
            Background background,
            ProcessEnd processEnd,
            LoggerLevels levels,
            Supplier<ControlSockets> controlSockets,
            Clock clock) {
        this.settings = settings;
        this.registry = registry;
        this.background = background;
        this.processEnd = processEnd;
        this.levels = levels;
        this.controlSockets = controlSockets;
        this.clock = clock;
        this.pools = new PoolMeters(registry);
    }

    ProtocolServer make(Protocol protocol) {
        ServiceGate gate = new ServiceGate(open -> log.info(
                open ? "{} service enabled: clients are answered" : "{} service disabled: clients are not answered",
                protocol.words()));
        StatisticBoard board = new StatisticBoard(protocol, clock);
        QueueAverages meters = new QueueAverages(new MicrometerMeters(protocol, registry));
        ThreadFactory receivers =
                Thread.ofPlatform().name(protocol.label() + "-receiver-", 0).factory();
        DatabaseOpening opening = opening(protocol, gate, meters);
        ConfigFeed feed = new ConfigFeed(
                protocol,
                new ConfigDatabases(opening),
                new ContentCopy(settings.stateDirectory().resolve(protocol.label() + "-config-copy.json")),
                background,
                clock,
                () -> processEnd.end(1));
        DhcpService service = new DhcpService(new DhcpService.Surroundings(
                protocol,
                settings,
                new Engines(
                        settings, new ServerDuid(settings.stateDirectory(), clock, chance, ServerMaker::ownHardware)),
                gate,
                board,
                meters,
                new PacketMeters(board, registry),
                registry,
                background,
                new LeaseDatabases(opening, settings.stateDirectory()),
                new HostDatabases(opening, settings.hosts()),
                feed::facts,
                wanted -> Transports.open(wanted, receivers, meters, why -> processEnd.socketsGivenUp(protocol, why)),
                clock,
                chance,
                Thread.ofPlatform().name(protocol.label() + "-lane-", 0).factory(),
                () -> processEnd.end(1)));
        RunningConfig configuration = new RunningConfig(protocol, service, feed, levels, controlSockets);
        ConfigChanges changes = new ConfigChanges(configuration);
        feed.pollBy(new ConfigPoller(background, () -> configuration.lookForNews(changes)));
        return new ProtocolServer(protocol, service, configuration, changes, gate, board, meters, settings);
    }

    private DatabaseOpening opening(Protocol protocol, ServiceGate gate, QueueAverages meters) {
        return new DatabaseOpening(
                protocol,
                settings.recovery(),
                meters,
                pools,
                background,
                listener -> new DatabaseWatch.Surroundings(
                        gate, background, clock::millis, chance::nextDouble, meters, listener));
    }

    /** An Ethernet address of an interface that is up, the first in the system's order. */
    private static byte @Nullable [] ownHardware() {
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                byte[] address = each.getHardwareAddress();
                if (address != null && address.length == ETHERNET_BYTES && each.isUp() && !each.isLoopback()) {
                    return address;
                }
            }
        } catch (SocketException e) {
            log.warn("the interfaces of this machine cannot be listed: {}", e.getMessage());
        }
        return null;
    }
}
