package io.holdfast.engine.v4;

/**
 * Ports, and who is answered where.
 *
 * @param serverPort where relays listen, 67 but for tests
 * @param clientPort where clients listen, 68 but for tests
 * @param replyToSource answer a client on its own link at the address and port its packet came from, if it came from a
 *     unicast address and not from {@code clientPort}: for probes and tests without the right to bind port 68
 * @param uncertainLifetime seconds of the longest lease of a client of which it cannot be known whether anything is
 *     reserved for it
 */
public record EngineSettings4(int serverPort, int clientPort, boolean replyToSource, long uncertainLifetime) {

    public static final EngineSettings4 STANDARD = new EngineSettings4(67, 68, false, 60);
}
