package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.app.command.BuildVersion;
import io.holdfast.control.Command;
import io.holdfast.control.CommandProtocol;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.ConfigCommands;
import io.holdfast.control.LeaseEditing;
import io.holdfast.control.LeaseFileCommand;
import io.holdfast.control.LeaseQueries;
import io.holdfast.control.LeaseTallies;
import io.holdfast.control.ServerCommands;
import io.holdfast.control.ServiceCommands;
import io.holdfast.control.ServiceSwitch;
import io.holdfast.control.StatisticCommands;
import io.holdfast.rest.ControlSockets;
import io.holdfast.rest.RestConfiguration;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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

    @Bean
    CommandRegistry commandRegistry(
            ProtocolServers servers, Background background, ProcessEnd processEnd, Clock clock) throws IOException {
        ProtocolServer server = servers.of(Protocol.DHCP4);
        RunningConfig configuration = server.configuration();
        List<Command> commands = new ArrayList<>();
        commands.addAll(new ServerCommands(
                        new RunningFacts(server, BuildVersion.version()), configuration, server.gate(), clock)
                .commands());
        commands.addAll(new ConfigCommands(configuration).commands());
        commands.addAll(new ServiceCommands(
                        new ServiceSwitch(server.gate(), background),
                        remove -> server.reclaimer().all(remove),
                        processEnd::end)
                .commands());
        commands.addAll(new StatisticCommands(server.board(), ZoneId.systemDefault()).commands());
        commands.addAll(new LeaseQueries(server::leases).commands());
        commands.addAll(new LeaseEditing(server::leases, configuration, server.board(), clock).commands());
        commands.addAll(new LeaseTallies(server::leases, configuration, server.board(), clock).commands());
        commands.addAll(new LeaseFileCommand(server::export).commands());
        return new CommandRegistry(commands);
    }

    @Bean
    CommandProtocol commandProtocol(CommandRegistry registry) {
        return new CommandProtocol(registry);
    }
}
