package io.holdfast.transport;

import io.holdfast.address.Protocol;
import java.time.Duration;
import java.util.List;

/**
 * What to listen on.
 *
 * @param interfaces names, {@code name/address}, or {@code *}: see {@link LinkChoice}
 * @param raw packet sockets, so that clients without an address can be answered; else UDP. In DHCPv6 every client has
 *     an address: it is UDP whatever this says
 * @param useRouting let the system choose the interface for answers; in DHCPv4, as in Kea
 * @param nativeAccess use the operating system's batch calls; else plain channels
 * @param serverPort to listen on, 67 or 547 in production
 */
public record TransportSettings(
        Protocol protocol,
        List<String> interfaces,
        boolean raw,
        boolean useRouting,
        boolean nativeAccess,
        int serverPort,
        boolean requireAll,
        int maxRetries,
        Duration retryWait) {

    /** The same, but what cannot be opened is tried for ever, and nothing is given up for its sake. */
    public TransportSettings patiently() {
        return new TransportSettings(
                protocol, interfaces, raw, useRouting, nativeAccess, serverPort, false, Integer.MAX_VALUE, retryWait);
    }
}
