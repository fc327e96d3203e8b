package io.holdfast.endtoend;

import java.util.Set;

/**
 * A server's answer to one of the clients of a {@link Speech}.
 *
 * @param number of the client
 * @param client as rows have it: hardware address or DUID, hexadecimal digits
 * @param leases as {@link LeaseRow#lease} gives them
 * @param server the server's identifier, as it came
 */
record Heard(Meaning meaning, int number, String client, Set<String> leases, byte[] server) {

    enum Meaning {
        OFFER,
        ACK,
        /** Not all that was asked for. */
        NAK,
        OTHER
    }
}
