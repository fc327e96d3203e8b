package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import io.holdfast.address.Protocol;
import io.holdfast.app.content.ConfigFeed;
import io.holdfast.app.content.ContentCopy;
import io.holdfast.app.database.Background;
import io.holdfast.app.database.DatabaseOpening;
import io.holdfast.app.database.HostDatabases;
import io.holdfast.app.database.HostSettings;
import io.holdfast.app.database.LeaseDatabases;
import io.holdfast.app.database.PoolMeters;
import io.holdfast.app.database.RecoverySettings;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.ConfigChanges;
import io.holdfast.rest.ControlSockets;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.Transport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/** Two services in one process: how the one ends is not the other's affair. */
@Timeout(60)
class ServiceLifecycleTests {

    private static final String CONFIG = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ] },
                "lease-database": { "type": "memfile", "persist": false } },
              "Dhcp6": { "interfaces-config": { "interfaces": [ "lo" ] },
                "lease-database": { "type": "memfile", "persist": false } } }
            """;

    @TempDir
    private Path state = Path.of("");

    private final Background background = new Background();
    private final Map<Protocol, Fake> transports = new EnumMap<>(Protocol.class);
    private ProtocolServers servers;

    /** Sockets whose end can be made to fail or to take its time. */
    private static final class Fake implements Transport {
        private Runnable ending = () -> {};
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void start(Consumer<Datagram> handler) {}

        @Override
        public void send(List<Outgoing> replies) {}

        @Override
        public Status status() {
            return new Status("ready", List.of(), 1);
        }

        @Override
        public void stopReceiving() {
            ending.run();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @BeforeEach
    void start() throws Exception {
        servers = new ProtocolServers(this::server);
        CompiledConfig config = ConfigCompiler.compile(CONFIG, "test.json");
        servers.of(Protocol.DHCP4).service().apply(Objects.requireNonNull(config.dhcp4()));
        servers.of(Protocol.DHCP6).service().apply(Objects.requireNonNull(config.dhcp6()));
    }

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void whatFailsAtTheEndOfOneDoesNotKeepTheOtherFromEnding() {
        transport(Protocol.DHCP4).ending = () -> {
            throw new IllegalStateException("cannot be stopped");
        };
        lifecycle().stop();
        assertThat(transport(Protocol.DHCP6).closed.getCount()).isZero();
    }

    @Test
    void whoTakesItsTimeDoesNotHoldUpTheOther() throws InterruptedException {
        CountDownLatch silentDatabase = new CountDownLatch(1);
        transport(Protocol.DHCP4).ending = () -> await(silentDatabase);
        Thread stopping = Thread.ofPlatform().start(lifecycle()::stop);
        assertThat(transport(Protocol.DHCP6).closed.await(10, TimeUnit.SECONDS))
                .as("DHCPv6 has ended")
                .isTrue();
        assertThat(stopping.isAlive()).isTrue();
        silentDatabase.countDown();
        stopping.join();
        assertThat(transport(Protocol.DHCP4).closed.getCount()).isZero();
    }

    /** One may still wait for its database while a command comes for the other, which has ended. */
    @Test
    void whatHasEndedIsNotBegunAnewByACommand() throws Exception {
        lifecycle().stop();
        transports.clear();
        DhcpService six = servers.of(Protocol.DHCP6).service();
        ServerConfig6 next = Objects.requireNonNull(
                ConfigCompiler.compile(CONFIG, "test.json").dhcp6());
        assertThatThrownBy(() -> six.apply(next)).hasMessage("the server is ending");
        assertThat(transports).isEmpty();
        assertThat(six.backend()).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Fake transport(Protocol protocol) {
        return Objects.requireNonNull(transports.get(protocol));
    }

    private ServiceLifecycle lifecycle() {
        return new ServiceLifecycle(
                servers,
                new ConfigFiles(List.of()),
                new ControlSockets(new CommandProtocol(Map::of), state, background.workers()),
                "");
    }

    private ProtocolServer server(Protocol protocol) {
        HoldfastSettings settings = new HoldfastSettings(
                List.of(),
                state,
                state,
                new HoldfastSettings.Dhcp(null, null, null),
                new HoldfastSettings.Dhcp(null, null, null),
                Duration.ofSeconds(30),
                false,
                new RecoverySettings(Duration.ZERO, 0, Duration.ofMillis(100)),
                HostSettings.STANDARD);
        Clock clock = Clock.systemUTC();
        ServiceGate gate = new ServiceGate(_ -> {});
        StatisticBoard board = new StatisticBoard(protocol, clock);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SplittableRandom random = new SplittableRandom(1);
        DatabaseOpening opening = new DatabaseOpening(
                protocol,
                settings.recovery(),
                Meters.NONE,
                new PoolMeters(registry),
                background,
                listener -> new DatabaseWatch.Surroundings(
                        gate, background, clock::millis, () -> 0.5, Meters.NONE, listener));
        LeaseDatabases databases = new LeaseDatabases(opening, state);
        HostDatabases hostDatabases = new HostDatabases(opening, settings.hosts());
        ConfigFeed feed = new ConfigFeed(
                protocol,
                (_, _, _, _) -> {
                    throw new IllegalStateException("no configuration database is configured");
                },
                new ContentCopy(state.resolve("copy.json")),
                (_, task) -> task.run(),
                clock,
                () -> {});
        DhcpService service = new DhcpService(new DhcpService.Surroundings(
                protocol,
                settings,
                new Engines(settings, new ServerDuid(state, clock, random, () -> null)),
                gate,
                board,
                Meters.NONE,
                new PacketMeters(board, registry),
                registry,
                background,
                databases,
                hostDatabases,
                feed::facts,
                _ -> transports.computeIfAbsent(protocol, _ -> new Fake()),
                clock,
                random,
                Thread::new,
                () -> {}));
        RunningConfig configuration = new RunningConfig(protocol, service, feed, levels(), () -> {
            throw new IllegalStateException("no command comes here");
        });
        return new ProtocolServer(
                protocol,
                service,
                configuration,
                new ConfigChanges(configuration),
                gate,
                board,
                new QueueAverages(Meters.NONE),
                settings);
    }

    private LoggerLevels levels() {
        return new LoggerLevels(
                LoggingSystem.get(getClass().getClassLoader()),
                new LogOutputs((LoggerContext) LoggerFactory.getILoggerFactory(), state));
    }
}
