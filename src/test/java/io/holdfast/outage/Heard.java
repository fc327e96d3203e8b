package io.holdfast.outage;

import java.util.List;

/** What a client was told, in words of both protocols. */
sealed interface Heard permits Heard4, Heard6 {

    /** The message's type. */
    String words();

    /** Whether it is the answer that ends an exchange well: ACK or REPLY. */
    boolean isAck();

    /** What the client may use now, addresses and prefixes. */
    List<String> given();

    /** Whether it refuses something or takes it away: what must never be because of a database. */
    boolean takesAway();

    /** The arguments of the commands that get the leases it tells of. */
    List<String> leaseArguments();
}
