package io.holdfast.app;

import io.holdfast.app.command.BuildVersion;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.Protocol;
import io.holdfast.control.Command;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.ConfigCommands;
import io.holdfast.control.LeaseEditing;
import io.holdfast.control.LeaseExport;
import io.holdfast.control.LeaseFileCommand;
import io.holdfast.control.LeaseQueries;
import io.holdfast.control.LeaseTallies;
import io.holdfast.control.ServerCommands;
import io.holdfast.control.ServiceCommands;
import io.holdfast.control.ServiceSwitch;
import io.holdfast.control.Services;
import io.holdfast.control.StatisticCommands;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.lease.LeaseStore;
import io.holdfast.pipeline.Serving;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.rest.ControlSockets;
import io.holdfast.rest.RestConfiguration;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.telemetry.Statistics;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The commands, and the ways they come in by. */
@Configuration(proxyBeanMethods = false)
@Import(RestConfiguration.class)
class ControlWiring {

    @Bean
    RunningConfig runningConfig(
            DhcpService service,
            HoldfastSettings settings,
            LoggerLevels levels,
            ObjectProvider<ControlSockets> sockets) {
        return new RunningConfig(service, settings, levels, sockets::getObject);
    }

    @Bean
    ControlSockets controlSockets(CommandProtocol protocol, HoldfastSettings settings, Background background) {
        return new ControlSockets(protocol, settings.stateDirectory(), background.workers());
    }

    @Bean
    RunningFacts runningFacts(DhcpService service, QueueAverages queues) throws IOException {
        return new RunningFacts(service, queues, BuildVersion.version());
    }

    @Bean
    Services services(
            RunningFacts facts,
            RunningConfig configuration,
            ServiceGate gate,
            DhcpService service,
            StatisticBoard board,
            Background background,
            ProcessEnd processEnd,
            HoldfastSettings settings,
            Clock clock) {
        List<Command> commands = new ArrayList<>();
        commands.addAll(new ServerCommands(facts, configuration, gate, clock).commands());
        commands.addAll(new ConfigCommands(configuration).commands());
        commands.addAll(new ServiceCommands(
                        Protocol.DHCP4,
                        new ServiceSwitch(gate, background),
                        remove -> reclaimer(service).all(remove),
                        processEnd::end)
                .commands());
        commands.addAll(new StatisticCommands(board, ZoneId.systemDefault()).commands());
        commands.addAll(new LeaseQueries(Protocol.DHCP4, () -> leases(service)).commands());
        commands.addAll(new LeaseEditing(
                        Protocol.DHCP4, () -> leases(service), configuration, effect -> count(board, effect), clock)
                .commands());
        commands.addAll(
                new LeaseTallies(Protocol.DHCP4, () -> leases(service), configuration, board, clock).commands());
        commands.addAll(new LeaseFileCommand(Protocol.DHCP4, () -> export(service, settings)).commands());
        Map<Protocol, CommandRegistry> services = Map.of(Protocol.DHCP4, new CommandRegistry(commands));
        return () -> services;
    }

    private static void count(Statistics statistics, LeaseEffect effect) {
        statistics.leases(
                effect.subnetId(),
                effect.poolId(),
                effect.assigned(),
                effect.declined(),
                effect.granted(),
                effect.reclaimed(),
                effect.reclaimedDeclined());
    }

    @Bean
    CommandProtocol commandProtocol(Services services) {
        return new CommandProtocol(services);
    }

    private static @Nullable LeaseExport export(DhcpService service, HoldfastSettings settings) {
        LeaseBackend backend = service.backend();
        return backend == null || backend.file() == null
                ? null
                : new LeaseFileExport(backend.store(), backend.file(), settings.stateDirectory());
    }

    private static LeaseStore leases(DhcpService service) {
        Serving serving = service.serving();
        if (serving == null) {
            throw new BackendUnavailable("lease", "no current lease manager is available");
        }
        return serving.leases();
    }

    private static Reclaimer reclaimer(DhcpService service) {
        Reclaimer reclaimer = service.reclaimer();
        if (reclaimer == null) {
            throw new BackendUnavailable("lease", "no current lease manager is available");
        }
        return reclaimer;
    }
}
