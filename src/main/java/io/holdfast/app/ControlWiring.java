package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.command.BuildVersion;
import io.holdfast.app.database.Background;
import io.holdfast.control.ClassCommands;
import io.holdfast.control.Command;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.ConfigChanges;
import io.holdfast.control.ConfigCommands;
import io.holdfast.control.LeaseEditing;
import io.holdfast.control.LeaseFileCommand;
import io.holdfast.control.LeaseQueries;
import io.holdfast.control.LeaseTallies;
import io.holdfast.control.NetworkCommands;
import io.holdfast.control.ReservationEditing;
import io.holdfast.control.ReservationQueries;
import io.holdfast.control.SelectionCommands;
import io.holdfast.control.ServerCommands;
import io.holdfast.control.ServiceCommands;
import io.holdfast.control.ServiceSwitch;
import io.holdfast.control.Services;
import io.holdfast.control.StatisticCommands;
import io.holdfast.control.SubnetCommands;
import io.holdfast.control.remote.RemoteCommands;
import io.holdfast.control.remote.transfer.TransferCommands;
import io.holdfast.rest.ControlSockets;
import io.holdfast.rest.RestConfiguration;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The commands, and the ways they come in by. */
@Configuration(proxyBeanMethods = false)
@Import(RestConfiguration.class)
class ControlWiring {

    @Bean
    ControlSockets controlSockets(CommandProtocol protocol, HoldfastSettings settings, Background background) {
        return new ControlSockets(protocol, settings.stateDirectory(), background.workers());
    }

    /** Both are put together before the configuration has been read; which of them there are is known after that. */
    @Bean
    Services services(ProtocolServers servers, Background background, ProcessEnd processEnd, Clock clock)
            throws IOException {
        String version = BuildVersion.version();
        Map<Protocol, CommandRegistry> commands = new EnumMap<>(Protocol.class);
        for (ProtocolServer server : servers.all()) {
            commands.put(server.protocol(), commands(server, version, background, processEnd, clock));
        }
        return () -> {
            Map<Protocol, CommandRegistry> configured = new EnumMap<>(Protocol.class);
            servers.configured().forEach(server -> configured.put(server.protocol(), commands.get(server.protocol())));
            return configured;
        };
    }

    private static CommandRegistry commands(
            ProtocolServer server, String version, Background background, ProcessEnd processEnd, Clock clock) {
        Protocol protocol = server.protocol();
        RunningConfig configuration = server.configuration();
        List<Command> commands = new ArrayList<>();
        commands.addAll(
                new ServerCommands(new RunningFacts(server, version), configuration, server.gate(), clock).commands());
        ConfigChanges changes = server.changes();
        commands.addAll(new ConfigCommands(configuration, changes).commands());
        StoredConfig stored = new StoredConfig(configuration, changes);
        commands.addAll(new RemoteCommands(stored).commands());
        commands.addAll(new TransferCommands(stored, configuration).commands());
        commands.addAll(new SubnetCommands(changes).commands());
        commands.addAll(new NetworkCommands(changes).commands());
        commands.addAll(new ClassCommands(changes).commands());
        commands.addAll(new ReservationQueries(configuration, server.service()::hostSources).commands());
        commands.addAll(new ReservationEditing(changes, server.service()::hostSources).commands());
        commands.addAll(
                new SelectionCommands(protocol, new SubnetTrials(configuration::current, SubnetTrials::ofSystem))
                        .commands());
        commands.addAll(new ServiceCommands(
                        protocol,
                        new ServiceSwitch(server.gate(), background),
                        remove -> server.reclaimer().all(remove),
                        processEnd::end)
                .commands());
        commands.addAll(new StatisticCommands(server.board(), ZoneId.systemDefault()).commands());
        commands.addAll(new LeaseQueries(protocol, server::leases).commands());
        commands.addAll(
                new LeaseEditing(protocol, server::leases, configuration, effect -> effect.addTo(server.board()), clock)
                        .commands());
        commands.addAll(new LeaseTallies(protocol, server::leases, configuration, server.board(), clock).commands());
        commands.addAll(new LeaseFileCommand(protocol, server::export).commands());
        return new CommandRegistry(commands);
    }

    @Bean
    CommandProtocol commandProtocol(Services services) {
        return new CommandProtocol(services);
    }
}
