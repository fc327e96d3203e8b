package io.holdfast.app;

import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few lines at the start: what is served, where, and from where. */
final class ServeReport {

    private static final Logger log = LoggerFactory.getLogger(ServeReport.class);
    private static final int MOST_SUBNETS = 5;

    private ServeReport() {}

    static void print(
            ServerConfig4 config,
            ConfigFile file,
            HoldfastSettings settings,
            DhcpService service,
            List<String> control,
            String actuator) {
        log.info("DHCP4_STARTED configuration: {}", file);
        log.info(
                "DHCPv4 on {} port {} ({} sockets), {} lanes",
                String.join(", ", config.interfaces().interfaces()),
                settings.serverPort(),
                config.interfaces().rawSockets() ? "raw" : "udp",
                service.lanes().router() == null ? 0 : service.lanes().router().lanes());
        log.info("leases in {}", place(config, service));
        log.info("commands at {}, health and Prometheus at {}", String.join(", ", control), actuator);
        List<String> shown = new ArrayList<>();
        for (Subnet4 subnet : config.subnets()) {
            if (shown.size() == MOST_SUBNETS) {
                shown.add("and more");
                break;
            }
            shown.add(subnet.prefix() + " (id " + Integer.toUnsignedString(subnet.id()) + ", "
                    + subnet.pools().stream()
                            .mapToLong(pool -> pool.range().size())
                            .sum() + " addresses)");
        }
        log.info("subnets: {}", shown.isEmpty() ? "none" : String.join(", ", shown));
    }

    private static String place(ServerConfig4 config, DhcpService service) {
        LeaseBackend backend = service.backend();
        return backend != null && backend.file() != null
                ? backend.file().toString()
                : config.leaseDatabase().toString();
    }
}
