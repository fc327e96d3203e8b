package io.holdfast.app.probe;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to ask whom.
 *
 * @param server to ask by unicast; else {@code interfaceName} says where to broadcast. Exactly one of them is given.
 * @param serverPort 67 in production
 * @param clientPort where answers to broadcasts are expected, 68 in production; with {@code server} any port is taken
 * @param hardware of the first client, those after it count up; absent for the interface's own, or a random one
 * @param clientId sent as option 61; with several clients, its last four bytes count up
 * @param request the address to ask for
 * @param release give the lease back afterwards
 * @param count how many clients, each with an identity of its own
 * @param rate how many clients begin per second at most; 0 for as many as there can be
 * @param timeout for one client, from its first message on
 * @param firstWait before the first message is sent again; doubled each time (RFC 2131 §4.1 has 4 s, up to 64 s)
 */
public record ProbeOptions(
        @Nullable Ipv4Address server,
        @Nullable String interfaceName,
        int serverPort,
        int clientPort,
        @Nullable HardwareAddress hardware,
        @Nullable ClientIdentifier clientId,
        @Nullable Ipv4Address request,
        boolean release,
        int count,
        int rate,
        Duration timeout,
        Duration firstWait) {

    public static final Duration TIMEOUT = Duration.ofSeconds(10);
    public static final Duration FIRST_WAIT = Duration.ofSeconds(4);

    /** @throws IllegalArgumentException with a sentence for the user */
    public ProbeOptions {
        if ((server == null) == (interfaceName == null)) {
            throw new IllegalArgumentException("give either the address of a server or an interface");
        }
        if (count < 1) {
            throw new IllegalArgumentException("the count is at least 1, not " + count);
        }
        if (rate < 0) {
            throw new IllegalArgumentException("the rate is 0 (no limit) or more, not " + rate);
        }
        if (timeout.isNegative() || timeout.isZero() || firstWait.isNegative() || firstWait.isZero()) {
            throw new IllegalArgumentException("the timeout and the first wait are longer than nothing");
        }
        if (hardware != null && hardware.length() > 16) {
            throw new IllegalArgumentException("a hardware address has at most 16 bytes here (the field chaddr)");
        }
    }

    /** One client that asks {@code server}. */
    public static ProbeOptions of(Ipv4Address server, int serverPort) {
        return new ProbeOptions(server, null, serverPort, 68, null, null, null, false, 1, 0, TIMEOUT, FIRST_WAIT);
    }
}
