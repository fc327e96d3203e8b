package io.holdfast.store.memory;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a lease file is used.
 *
 * @param protocol whose leases
 * @param file the lease file; others beside it have its name and a suffix
 * @param lfcInterval seconds between clean-ups, 0 for none but those asked for
 * @param maxRowErrors rows that cannot be read and are skipped when the file is loaded; 0 for any number
 * @param checks what is done with leases whose subnet id does not fit, and with what is not as a server writes it
 * @param subnets for the checks
 */
public record LeaseFileSettings(
        Protocol protocol,
        Path file,
        long lfcInterval,
        long maxRowErrors,
        SanityChecks checks,
        SubnetDirectory subnets) {

    /** As configured; {@code standard} is the file when the configuration names none. */
    public static LeaseFileSettings of(ServerConfig config, Path standard) {
        String name = config.leaseDatabase().name();
        return new LeaseFileSettings(
                config.protocol(),
                name == null ? standard : Path.of(name),
                config.leaseDatabase().lfcInterval(),
                config.leaseDatabase().maxRowErrors(),
                config.sanityChecks(),
                (address, assumed) -> subnetOf(config, address, assumed));
    }

    /** Without checks, for a file that is only copied. */
    public static LeaseFileSettings plain(Protocol protocol, Path file) {
        return new LeaseFileSettings(protocol, file, 0, 0, SanityChecks.NONE, (address, assumed) -> assumed);
    }

    private static int subnetOf(ServerConfig config, IpAddress address, int assumed) {
        return switch (config) {
            case ServerConfig4 v4 -> {
                Ipv4Address wanted = (Ipv4Address) address;
                Subnet4 present = v4.subnet(assumed);
                yield present != null && present.prefix().contains(wanted) ? assumed : idOf(v4.subnetOf(wanted));
            }
            case ServerConfig6 v6 -> {
                Ipv6Address wanted = (Ipv6Address) address;
                Subnet6 present = v6.subnet(assumed);
                yield present != null && present.prefix().contains(wanted) ? assumed : idOf(v6.subnetOf(wanted));
            }
        };
    }

    private static int idOf(@Nullable Subnet subnet) {
        return subnet == null ? 0 : subnet.id();
    }
}
