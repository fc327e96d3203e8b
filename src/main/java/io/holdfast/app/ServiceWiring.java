package io.holdfast.app;

import ch.qos.logback.classic.LoggerContext;
import io.holdfast.app.database.Background;
import io.holdfast.rest.ControlSockets;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The DHCP services and what they stand on. */
@Configuration(proxyBeanMethods = false)
class ServiceWiring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
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
    ProtocolServers protocolServers(ServerMaker maker, PrometheusRegistry registry) {
        ProtocolServers servers = new ProtocolServers(maker::make);
        registry.register(new SubnetSamples(
                servers.all().stream().map(ProtocolServer::board).toList()));
        return servers;
    }

    @Bean
    ServerMaker serverMaker(
            HoldfastSettings settings,
            MeterRegistry registry,
            Background background,
            ProcessEnd processEnd,
            LoggerLevels levels,
            ObjectProvider<ControlSockets> sockets,
            Clock clock) {
        return new ServerMaker(settings, registry, background, processEnd, levels, sockets::getObject, clock);
    }

    @Bean
    ConfigFiles configFiles(HoldfastSettings settings) {
        return new ConfigFiles(settings.configFile());
    }

    @Bean
    LoggerLevels loggerLevels(LoggingSystem logging, HoldfastSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new LoggerLevels(logging, new LogOutputs(context, settings.logDirectory()));
    }

    @Bean
    ServiceLifecycle serviceLifecycle(
            ProtocolServers servers, ConfigFiles files, ControlSockets sockets, Environment environment) {
        String actuator = "http://" + environment.getProperty("management.server.address", "127.0.0.1") + ":"
                + environment.getProperty("management.server.port", "8001") + "/actuator";
        return new ServiceLifecycle(servers, files, sockets, actuator);
    }

    @Bean
    ConnectivityHealthIndicator connectivityHealthIndicator(ProtocolServers servers, Clock clock) {
        return new ConnectivityHealthIndicator(
                () -> servers.configured().stream()
                        .flatMap(server -> server.service().backends().stream())
                        .toList(),
                clock);
    }

    @Bean
    DhcpHealthIndicator dhcpHealthIndicator(ProtocolServers servers) {
        return new DhcpHealthIndicator(servers);
    }
}
