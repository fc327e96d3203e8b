package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.config.InterfacesConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.transport.TransportSettings;
import java.time.Duration;

/** Which sockets a configuration and the settings of the process want. */
final class Listening {

    private Listening() {}

    static TransportSettings of(ServerConfig config, HoldfastSettings settings) {
        Protocol protocol = config.protocol();
        InterfacesConfig interfaces = config.interfaces();
        return new TransportSettings(
                protocol,
                interfaces.interfaces(),
                isRaw(config),
                interfaces.useRouting(),
                settings.nativeSockets(),
                settings.serverPort(protocol),
                interfaces.requireAllSockets(),
                interfaces.maxSocketRetries(),
                Duration.ofMillis(interfaces.socketRetryWaitMillis()));
    }

    /** In DHCPv6 every client has an address from the start. */
    static boolean isRaw(ServerConfig config) {
        return switch (config) {
            case ServerConfig4 four -> four.interfaces().rawSockets();
            case ServerConfig6 _ -> false;
        };
    }
}
