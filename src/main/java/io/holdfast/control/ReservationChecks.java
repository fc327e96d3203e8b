package io.holdfast.control;

import io.holdfast.address.HexText;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.Reservation;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a reservation that comes by command must fit; refused in Kea's words. */
final class ReservationChecks {

    private ReservationChecks() {}

    /** @throws RefusedException when its subnet is not configured, or an address is not of that subnet */
    static void belongs(ServerConfig config, Reservation reservation) {
        ReservationArguments.known(config, reservation.subnetId());
        Subnet subnet = config.subnets().withId(reservation.subnetId());
        for (IpAddress address : addresses(reservation)) {
            if (subnet != null && !subnet.contains(address)) {
                throw new RefusedException("specified reservation '" + address + "' is not matching the "
                        + version(config) + " subnet prefix '" + ConfigDraft.prefix(subnet) + "'");
            }
        }
    }

    /** Without its prefixes, which need not be of the subnet. */
    private static List<IpAddress> addresses(Reservation reservation) {
        return Stream.concat(
                        Stream.<IpAddress>ofNullable(reservation.address()),
                        reservation.leases().stream()
                                .filter(lease -> !lease.delegated())
                                .map(lease -> lease.prefix().network()))
                .toList();
    }

    private static String version(ServerConfig config) {
        return new SubnetWords(config.protocol()).version();
    }

    /** @throws RefusedException when one given without a subnet has an address or a prefix, naming the subnet it could mean */
    static void couldBeGlobal(ServerConfig config, Reservation reservation) {
        List<IpAddress> addresses = addresses(reservation);
        if (addresses.isEmpty() && reservation.leases().isEmpty()) {
            return;
        }
        throw new RefusedException("Mandatory 'subnet-id' parameter missing. " + hint(config, addresses));
    }

    private static String hint(ServerConfig config, List<IpAddress> addresses) {
        if (addresses.isEmpty()) {
            return "Prefixes are not attached to subnets so no hint is available.";
        }
        boolean four = config.protocol() == Protocol.DHCP4;
        String what = four ? "The address '" + addresses.getFirst() + "' belongs" : "Reserved IPv6 addresses belong";
        List<? extends Subnet> around = config.subnets().stream()
                .filter(subnet -> addresses.stream().allMatch(subnet::contains))
                .toList();
        if (around.isEmpty()) {
            return four
                    ? what + " to no configured subnet."
                    : "Reserved IPv6 addresses do not belong to a common" + " configured subnet.";
        }
        Subnet open =
                around.stream().filter(each -> !isGuarded(each)).findFirst().orElse(null);
        Subnet named = open == null ? around.getFirst() : open;
        return what + " to " + (open == null ? "guarded " : "") + "subnet '" + ConfigDraft.prefix(named) + "' id "
                + Integer.toUnsignedString(named.id()) + (around.size() > 1 ? " and others." : ".");
    }

    private static boolean isGuarded(Subnet subnet) {
        return !subnet.policy().guard().anyOf().isEmpty();
    }

    /**
     * @param former the one in whose place it comes; absent when it is added
     * @throws RefusedException when the configuration has one for its client in its subnet, or, if addresses are to be
     *     unique, one for an address or prefix of it
     */
    static void isNew(ServerConfig config, Reservation reservation, @Nullable Reservation former) {
        for (Reservation each : config.hosts().reservations().all()) {
            if (each != former && each.subnetId() == reservation.subnetId()) {
                if (each.identifier().equals(reservation.identifier())) {
                    throw new RefusedException(clientTaken(config, reservation));
                }
                IpAddress common = config.hosts().uniqueAddresses() ? common(each, reservation) : null;
                if (common != null) {
                    throw new RefusedException(addressTaken(config, reservation, common));
                }
            }
        }
    }

    private static @Nullable IpAddress common(Reservation one, Reservation other) {
        return Stream.concat(
                        Stream.<IpAddress>ofNullable(other.address()),
                        other.leases().stream().map(lease -> lease.prefix().network()))
                .filter(address -> ReservationSources.has(one, address))
                .findFirst()
                .orElse(null);
    }

    private static String clientTaken(ServerConfig config, Reservation reservation) {
        HostIdentifier identifier = reservation.identifier();
        return switch (identifier.type()) {
            case HW_ADDRESS, DUID ->
                "failed to add new host using the " + (isHardware(identifier) ? "HW address '" : "DUID '")
                        + HexText.format(identifier.bytes()) + "' to the " + version(config) + " subnet id '"
                        + Integer.toUnsignedString(reservation.subnetId()) + "' as this host has already been added";
            case CIRCUIT_ID, CLIENT_ID, FLEX_ID ->
                "failed to add duplicate " + version(config) + " host using identifier: "
                        + identifier.type().text() + "="
                        + HexFormat.of().formatHex(identifier.bytes()).toUpperCase(Locale.ROOT);
        };
    }

    private static String addressTaken(ServerConfig config, Reservation reservation, IpAddress address) {
        HostIdentifier identifier = reservation.identifier();
        String bytes = HexText.format(identifier.bytes());
        String hardware = isHardware(identifier) ? bytes : "(null)";
        String duid = identifier.type() == HostIdentifier.Type.DUID ? bytes : "(null)";
        boolean four = config.protocol() == Protocol.DHCP4;
        return "failed to add " + (four ? "new host" : "address reservation for host") + " using the HW address '"
                + hardware + " and DUID '" + duid + "' to the " + version(config) + " subnet id '"
                + Integer.toUnsignedString(reservation.subnetId()) + "' for "
                + (four ? "the address " : "address/prefix ") + address + ": There's already "
                + (four ? "a reservation for this address" : "reservation for this address/prefix");
    }

    private static boolean isHardware(HostIdentifier identifier) {
        return identifier.type() == HostIdentifier.Type.HW_ADDRESS;
    }
}
