package io.holdfast.app.probe;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for by DHCPv4.
 *
 * @param hardware of the first client, those after it count up; absent for the interface's own, or a random one
 * @param clientId sent as option 61; with several clients, its last four bytes count up
 * @param request the address to ask for
 */
public record ProbeOptions(
        ProbePlan plan,
        @Nullable HardwareAddress hardware,
        @Nullable ClientIdentifier clientId,
        @Nullable Ipv4Address request) {

    public static final Duration FIRST_WAIT = Duration.ofSeconds(4);

    /** @throws IllegalArgumentException with a sentence for the user */
    public ProbeOptions {
        if (hardware != null && hardware.length() > 16) {
            throw new IllegalArgumentException("a hardware address has at most 16 bytes here (the field chaddr)");
        }
        for (int code : plan.asked()) {
            if (code < 1 || code > 254) {
                throw new IllegalArgumentException("an option has a code from 1 to 254, not " + code);
            }
        }
        if (plan.server() != null && !(plan.server() instanceof Ipv4Address)) {
            throw new IllegalArgumentException(plan.server() + " is asked by DHCPv6: give -6");
        }
    }

    /** One client that asks {@code server}. */
    public static ProbeOptions of(Ipv4Address server, int serverPort) {
        return new ProbeOptions(
                new ProbePlan(server, null, serverPort, 68, false, 1, 0, ProbePlan.TIMEOUT, FIRST_WAIT),
                null,
                null,
                null);
    }
}
