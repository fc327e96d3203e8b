package io.holdfast.store.memory;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import java.nio.file.Path;

/**
 * How a lease file is used.
 *
 * @param file the lease file; others beside it have its name and a suffix
 * @param lfcInterval seconds between clean-ups, 0 for none but those asked for
 * @param maxRowErrors rows that cannot be read and are skipped when the file is loaded; 0 for any number
 * @param checks what is done with leases whose subnet id does not fit, and with what is not as a server writes it
 * @param subnets for the checks
 */
public record LeaseFileSettings(
        Path file, long lfcInterval, long maxRowErrors, SanityChecks checks, SubnetDirectory subnets) {

    /** As configured; {@code standard} is the file when the configuration names none. */
    public static LeaseFileSettings of(ServerConfig4 config, Path standard) {
        String name = config.leaseDatabase().name();
        return new LeaseFileSettings(
                name == null ? standard : Path.of(name),
                config.leaseDatabase().lfcInterval(),
                config.leaseDatabase().maxRowErrors(),
                config.sanityChecks(),
                (address, assumed) -> subnetOf(config, address, assumed));
    }

    private static int subnetOf(ServerConfig4 config, Ipv4Address address, int assumed) {
        Subnet4 present = config.subnet(assumed);
        if (present != null && present.prefix().contains(address)) {
            return assumed;
        }
        Subnet4 other = config.subnetOf(address);
        return other == null ? 0 : other.id();
    }
}
