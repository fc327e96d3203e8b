package io.holdfast.app;

import io.holdfast.app.database.LeaseBackend;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.pipeline.LaneRouter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few lines at the start: what is served, where, and from where. */
final class ServeReport {

    private static final Logger log = LoggerFactory.getLogger(ServeReport.class);
    private static final int MOST_SUBNETS = 5;

    private ServeReport() {}

    /** @param file absent: the bundled example */
    static void print(ProtocolServer server, ServerConfig config, @Nullable Path file) {
        String words = server.protocol().words();
        LaneRouter lanes = server.service().lanes().router();
        log.info("{}_STARTED configuration: {}", server.protocol(), file == null ? "the bundled example" : file);
        log.info(
                "{} on {} port {} ({} sockets), {} lanes",
                words,
                String.join(", ", config.interfaces().interfaces()),
                server.settings().serverPort(server.protocol()),
                Listening.isRaw(config) ? "raw" : "udp",
                lanes == null ? 0 : lanes.lanes());
        log.info("{} leases in {}", words, place(config, server.service()));
        List<String> shown = new ArrayList<>();
        for (Subnet subnet : config.subnets()) {
            if (shown.size() == MOST_SUBNETS) {
                shown.add("and more");
                break;
            }
            shown.add(described(subnet));
        }
        log.info("{} subnets: {}", words, shown.isEmpty() ? "none" : String.join(", ", shown));
    }

    static void printControl(List<String> control, String actuator) {
        log.info("commands at {}, health and Prometheus at {}", String.join(", ", control), actuator);
    }

    private static String described(Subnet subnet) {
        String id = " (id " + Integer.toUnsignedString(subnet.id()) + ", ";
        return switch (subnet) {
            case Subnet4 four ->
                four.prefix() + id
                        + four.pools().stream()
                                .map(Pool4::range)
                                .map(range -> range.count())
                                .reduce(BigInteger.ZERO, BigInteger::add)
                        + " addresses)";
            case Subnet6 six ->
                six.prefix() + id
                        + six.pools().stream()
                                .map(Pool6::range)
                                .map(range -> range.count())
                                .reduce(BigInteger.ZERO, BigInteger::add)
                        + " addresses, "
                        + six.pdPools().stream()
                                .map(PdPool6::range)
                                .map(range -> range.count())
                                .reduce(BigInteger.ZERO, BigInteger::add)
                        + " prefixes)";
        };
    }

    private static String place(ServerConfig config, DhcpService service) {
        LeaseBackend backend = service.backend();
        return backend != null && backend.file() != null
                ? backend.file().toString()
                : config.leaseDatabase().toString();
    }
}
