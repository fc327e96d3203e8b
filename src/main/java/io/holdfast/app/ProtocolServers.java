package io.holdfast.app;

import io.holdfast.address.Protocol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The servers of this process, one for each protocol. */
final class ProtocolServers {

    private final Map<Protocol, ProtocolServer> servers = new EnumMap<>(Protocol.class);

    ProtocolServers(Function<Protocol, ProtocolServer> maker) {
        for (Protocol protocol : Protocol.values()) {
            servers.put(protocol, maker.apply(protocol));
        }
    }

    ProtocolServer of(Protocol protocol) {
        return Objects.requireNonNull(servers.get(protocol));
    }

    List<ProtocolServer> all() {
        return List.copyOf(servers.values());
    }

    /** Those the configuration has an object for; none before it has been read. */
    List<ProtocolServer> configured() {
        return servers.values().stream().filter(ProtocolServer::isConfigured).toList();
    }
}
