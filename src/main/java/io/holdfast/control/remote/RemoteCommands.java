package io.holdfast.control.remote;

import io.holdfast.control.Command;
import java.util.List;
import java.util.stream.Stream;

/** All {@code remote-*} commands of one protocol. */
public final class RemoteCommands {

    private final ConfigTargets targets;

    public RemoteCommands(ConfigTargets targets) {
        this.targets = targets;
    }

    public List<Command> commands() {
        RemoteDesk desk = new RemoteDesk(targets);
        return Stream.of(
                        new RemoteServers(desk).commands(),
                        new RemoteGlobals(desk).commands(),
                        new RemoteSubnets(desk).commands(),
                        new RemoteNetworks(desk).commands(),
                        new RemoteDefinitions(desk).commands(),
                        new RemoteOptions(desk).commands(),
                        new RemoteOptionsInside(desk).commands(),
                        new RemoteClasses(desk).commands())
                .flatMap(List::stream)
                .toList();
    }
}
