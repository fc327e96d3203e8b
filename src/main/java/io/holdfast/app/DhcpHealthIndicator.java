package io.holdfast.app;

import io.holdfast.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Are clients served: is there, for each configured protocol, no reason in the gate, and are there sockets? While a database
 * is away this follows its {@code on-fail}. Reads what is known; never asks a database or a socket.
 */
final class DhcpHealthIndicator implements HealthIndicator {

    private final ProtocolServers servers;

    DhcpHealthIndicator(ProtocolServers servers) {
        this.servers = servers;
    }

    @Override
    public Health health() {
        List<ProtocolServer> configured = servers.configured();
        if (configured.isEmpty()) {
            return Health.outOfService().withDetail("reason", "not started").build();
        }
        Health.Builder health =
                configured.stream().allMatch(DhcpHealthIndicator::serves) ? Health.up() : Health.outOfService();
        configured.forEach(server -> health.withDetail(server.protocol().label(), details(server)));
        return health.build();
    }

    private static boolean serves(ProtocolServer server) {
        return server.service().config() != null
                && server.gate().isOpen()
                && server.service().sockets().status().open() > 0;
    }

    private static Map<String, Object> details(ProtocolServer server) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (server.service().config() == null) {
            details.put("reason", "not started");
            return details;
        }
        Transport.Status sockets = server.service().sockets().status();
        details.put(
                "gate",
                server.gate().isOpen()
                        ? "open"
                        : server.gate().reasons().stream()
                                .map(reason -> reason.text())
                                .toList());
        details.put("sockets", sockets);
        return details;
    }
}
