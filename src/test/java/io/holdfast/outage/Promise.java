package io.holdfast.outage;

import java.util.Optional;

/** What a client may count on while the lease database is away: a cell of the guide's table, by its first words. */
enum Promise {
    SILENCE("silence"),
    /** There is no answer to these, and they have no effect. */
    NOT_RECORDED("not recorded"),
    /** An acknowledgement without an address: DHCPINFORM. */
    ACK("ACK"),
    /** The same in DHCPv6: INFORMATION-REQUEST, and CONFIRM of an address that is right on its link. */
    REPLY("REPLY");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    static Promise of(String cell) {
        return Cells.promised(values(), promised -> promised.words, cell);
    }

    /** What is left of it in this mode. */
    Promise in(Mode mode) {
        return switch (this) {
            case SILENCE, NOT_RECORDED -> this;
            case ACK, REPLY -> mode.serves() ? this : SILENCE;
        };
    }

    /** Why this is not what was promised; empty when it is. */
    Optional<String> breach(Optional<? extends Heard> heard) {
        boolean kept = switch (this) {
            case SILENCE, NOT_RECORDED -> heard.isEmpty();
            case ACK, REPLY -> heard.filter(Promise::isAckWithoutLease).isPresent();
        };
        return kept ? Optional.empty() : Optional.of("promised: " + words + ", heard: " + heard);
    }

    private static boolean isAckWithoutLease(Heard heard) {
        return heard.isAck()
                && !heard.takesAway()
                && heard.given().isEmpty()
                && (!(heard instanceof Heard4 four) || four.lifetime() < 0);
    }
}
