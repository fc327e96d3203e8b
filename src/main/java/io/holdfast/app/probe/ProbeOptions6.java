package io.holdfast.app.probe;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for by DHCPv6.
 *
 * @param hardware for the DUID of the first client, where none is given; absent for the interface's own, or a random one
 * @param duid of the first client; with several, its last four bytes count up
 * @param address the address to ask for, {@code ::} for any; absent when none is wanted
 * @param prefix the prefix to ask for, {@code ::/56} for any of this length, {@code ::/0} for any; absent when none is
 *     wanted
 * @param link with a server by unicast: what is sent is relayed, for a client on the link with this address; absent: it
 *     is sent as it is, which servers take only where they have been told to
 * @param rapidCommit offer to do without ADVERTISE and REQUEST (RFC 8415 §21.14)
 * @param renew renew the lease at once
 */
public record ProbeOptions6(
        ProbePlan plan,
        @Nullable HardwareAddress hardware,
        @Nullable Duid duid,
        @Nullable Ipv6Address address,
        @Nullable Ipv6Prefix prefix,
        @Nullable Ipv6Address link,
        boolean rapidCommit,
        boolean renew) {

    public static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException with a sentence for the user */
    public ProbeOptions6 {
        if (plan.server() != null && !(plan.server() instanceof Ipv6Address)) {
            throw new IllegalArgumentException(plan.server() + " is not asked by DHCPv6");
        }
        for (int code : plan.asked()) {
            if (code < 1 || code > 0xffff) {
                throw new IllegalArgumentException("an option has a code from 1 to 65535, not " + code);
            }
        }
        if (address == null && prefix == null) {
            throw new IllegalArgumentException("ask for an address, a prefix, or both");
        }
        if (link != null && plan.server() == null) {
            throw new IllegalArgumentException("a relay sends to the address of a server");
        }
    }
}
