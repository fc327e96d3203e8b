package io.holdfast.outage;

import java.util.Arrays;
import java.util.Optional;

/** What a client may count on while the lease database is away: a cell of the guide's table, by its first words. */
enum Promise {
    SILENCE("silence"),
    /** There is no answer to these, and they have no effect. */
    NOT_RECORDED("not recorded"),
    /** An acknowledgement without an address: DHCPINFORM. */
    ACK("ACK");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    static Promise of(String cell) {
        return Arrays.stream(values())
                .filter(promise -> cell.startsWith(promise.words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the guide promises what no test knows: " + cell));
    }

    /** Why this is not what was promised; empty when it is. */
    Optional<String> breach(Optional<Heard4> heard) {
        boolean kept = switch (this) {
            case SILENCE, NOT_RECORDED -> heard.isEmpty();
            case ACK ->
                heard.filter(answer -> answer.isAck() && answer.address().isUnspecified() && answer.lifetime() < 0)
                        .isPresent();
        };
        return kept ? Optional.empty() : Optional.of("promised: " + words + ", heard: " + heard);
    }
}
