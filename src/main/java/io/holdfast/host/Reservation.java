package io.holdfast.host;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside for one client of one protocol.
 *
 * @param subnetId 0 when it holds in all subnets; an unsigned int
 * @param address of DHCPv4; absent when none is reserved
 * @param leases of DHCPv6: addresses (a length of 128) and prefixes, in the order they are given
 * @param hostname empty when none is reserved
 * @param classes names, in the order they are given
 * @param nextServer and the two after it of DHCPv4; absent or empty when not reserved
 * @param userContext a JSON object as text
 * @param databaseId the number of the row; 0 when it comes from a configuration
 */
public record Reservation(
        HostIdentifier identifier,
        int subnetId,
        @Nullable Ipv4Address address,
        List<ReservedLease> leases,
        String hostname,
        List<String> classes,
        List<HostOption> options,
        @Nullable Ipv4Address nextServer,
        String serverHostname,
        String bootFileName,
        @Nullable String userContext,
        long databaseId) {

    /**
     * @param prefix an address when its length is 128
     * @param excluded the part of a delegated prefix that is not delegated (RFC 6603); absent when there is none
     */
    public record ReservedLease(
            Ipv6Prefix prefix, boolean delegated, @Nullable Ipv6Prefix excluded) {}

    public Reservation {
        leases = List.copyOf(leases);
        classes = List.copyOf(classes);
        options = List.copyOf(options);
    }

    public boolean isGlobal() {
        return subnetId == 0;
    }
}
