package io.holdfast.app;

import io.holdfast.availability.ServiceGate;
import io.holdfast.pipeline.Serving;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Would a client be answered now? Reads what is known; never asks a database or a socket. */
final class DhcpHealthIndicator implements HealthIndicator {

    private final DhcpService service;
    private final ServiceGate gate;

    DhcpHealthIndicator(DhcpService service, ServiceGate gate) {
        this.service = service;
        this.gate = gate;
    }

    @Override
    public Health health() {
        Serving serving = service.serving();
        if (serving == null) {
            return Health.outOfService().withDetail("reason", "not started").build();
        }
        var sockets = service.sockets().status();
        boolean up = gate.isOpen() && serving.leaseWatch().isUsable() && sockets.open() > 0;
        Health.Builder health = up ? Health.up() : Health.outOfService();
        return health.withDetail(
                        "gate",
                        gate.isOpen()
                                ? "open"
                                : gate.reasons().stream()
                                        .map(reason -> reason.text())
                                        .toList())
                .withDetail("sockets", sockets)
                .withDetail("leases", serving.leaseWatch().place())
                .withDetail("connectivity", serving.leaseWatch().state().toString())
                .build();
    }
}
