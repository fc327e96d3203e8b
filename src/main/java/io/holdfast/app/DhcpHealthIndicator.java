package io.holdfast.app;

import io.holdfast.availability.ServiceGate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Are clients served: is there no reason in the gate, and are there sockets? While a database is away this follows its
 * {@code on-fail}. Reads what is known; never asks a database or a socket.
 */
final class DhcpHealthIndicator implements HealthIndicator {

    private final DhcpService service;
    private final ServiceGate gate;

    DhcpHealthIndicator(DhcpService service, ServiceGate gate) {
        this.service = service;
        this.gate = gate;
    }

    @Override
    public Health health() {
        if (service.config() == null) {
            return Health.outOfService().withDetail("reason", "not started").build();
        }
        var sockets = service.sockets().status();
        boolean up = gate.isOpen() && sockets.open() > 0;
        Health.Builder health = up ? Health.up() : Health.outOfService();
        return health.withDetail(
                        "gate",
                        gate.isOpen()
                                ? "open"
                                : gate.reasons().stream()
                                        .map(reason -> reason.text())
                                        .toList())
                .withDetail("sockets", sockets)
                .build();
    }
}
