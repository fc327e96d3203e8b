package io.holdfast.engine.v6;

import io.holdfast.address.Duid;

/**
 * Who we are, ports, and who is answered where.
 *
 * @param serverId our DUID
 * @param serverPort where relays listen, 547 but for tests
 * @param clientPort where clients listen, 546 but for tests
 * @param replyToSource take messages sent by unicast from another port than {@code clientPort}, and answer them at the
 *     address and port they came from: for probes and tests without the right to bind port 546
 * @param uncertainLifetime seconds of the longest lease of a client of which it cannot be known whether anything is
 *     reserved for it
 */
public record EngineSettings6(
        Duid serverId, int serverPort, int clientPort, boolean replyToSource, long uncertainLifetime) {

    public static EngineSettings6 standard(Duid serverId) {
        return new EngineSettings6(serverId, 547, 546, false, 60);
    }
}
