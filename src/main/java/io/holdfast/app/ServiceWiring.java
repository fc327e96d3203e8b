package io.holdfast.app;

import ch.qos.logback.classic.LoggerContext;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.ServiceGate;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Transports;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The DHCP service and what it stands on. */
@Configuration(proxyBeanMethods = false)
class ServiceWiring {

    private static final Logger log = LoggerFactory.getLogger(ServiceWiring.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ServiceGate serviceGate() {
        return new ServiceGate(open -> log.info(
                open
                        ? "DHCP service enabled: clients are answered"
                        : "DHCP service disabled: clients are not answered"));
    }

    @Bean
    StatisticBoard statisticBoard(Clock clock) {
        return new StatisticBoard(clock);
    }

    @Bean
    StatisticMeters statisticMeters(StatisticBoard board, MeterRegistry registry) {
        return new StatisticMeters(board, registry);
    }

    @Bean
    QueueAverages meters(MeterRegistry registry) {
        return new QueueAverages(new MicrometerMeters(registry));
    }

    @Bean
    Background background() {
        return new Background();
    }

    /** @param exit how the process is ended, where it is not this server's alone: a test's */
    @Bean
    ProcessEnd processEnd(ConfigurableApplicationContext context, @Qualifier("exit") Optional<IntConsumer> exit) {
        return new ProcessEnd(context, exit.orElse(System::exit), exit.orElse(Runtime.getRuntime()::halt));
    }

    @Bean
    DhcpService dhcpService(
            HoldfastSettings settings,
            ServiceGate gate,
            StatisticBoard board,
            QueueAverages meters,
            StatisticMeters statisticMeters,
            MeterRegistry registry,
            Background background,
            ProcessEnd processEnd,
            Clock clock) {
        ThreadFactory receivers = Thread.ofPlatform().name("receiver-", 0).factory();
        Meters measured = meters;
        SecureRandom chance = new SecureRandom();
        return new DhcpService(new DhcpService.Surroundings(
                settings,
                gate,
                board,
                measured,
                statisticMeters,
                registry,
                background,
                new LeaseDatabases(
                        settings.stateDirectory(),
                        measured,
                        new PoolMeters(registry),
                        background,
                        settings.recovery(),
                        listener -> new DatabaseWatch.Surroundings(
                                gate, background, clock::millis, chance::nextDouble, measured, listener)),
                wanted -> Transports.open(wanted, receivers, measured, processEnd::socketsGivenUp),
                clock,
                chance,
                Thread.ofPlatform().name("lane-", 0).factory(),
                () -> processEnd.end(1)));
    }

    @Bean
    ConfigFile configFile(HoldfastSettings settings) {
        return new ConfigFile(settings.configFile());
    }

    @Bean
    LoggerLevels loggerLevels(LoggingSystem logging, HoldfastSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new LoggerLevels(logging, new LogOutputs(context, settings.logDirectory()));
    }

    @Bean
    ServiceLifecycle serviceLifecycle(
            DhcpService service,
            ConfigFile file,
            HoldfastSettings settings,
            RunningConfig configuration,
            Environment environment) {
        String actuator = "http://" + environment.getProperty("management.server.address", "127.0.0.1") + ":"
                + environment.getProperty("management.server.port", "8001") + "/actuator";
        return new ServiceLifecycle(service, file, settings, configuration, actuator);
    }

    @Bean
    ConnectivityHealthIndicator connectivityHealthIndicator(DhcpService service, Clock clock) {
        return new ConnectivityHealthIndicator(service::backends, clock);
    }

    @Bean
    DhcpHealthIndicator dhcpHealthIndicator(DhcpService service, ServiceGate gate) {
        return new DhcpHealthIndicator(service, gate);
    }
}
