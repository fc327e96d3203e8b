package io.holdfast.outage;

import java.util.Optional;

/** Who asks for what while a hosts database is away: the rows of the guide's table, with what they are promised. */
enum HostsAsking {
    RESERVED_RENEWING("reservation known, renewing", Promised.RESERVED),
    RESERVED_ANEW("reservation known, from the beginning", Promised.RESERVED),
    OTHER_RENEWING("known to have none, renewing", Promised.AS_EVER),
    UNKNOWN_RENEWING("nothing known, renewing", Promised.KEPT),
    UNKNOWN_ANEW("nothing known, from the beginning", Promised.SHORT);

    /** By the first words of a cell. */
    enum Promised {
        SILENCE("silence"),
        /** What is reserved, for the usual time. */
        RESERVED("what is reserved"),
        /** What it has, for the usual time. */
        AS_EVER("what it has, as ever"),
        /** What it has, for no less time than it has left and no more than usual. */
        KEPT("what it has, for the time left"),
        /** Something of a pool, for the uncertain lifetime. */
        SHORT("something of a pool");

        private final String words;

        Promised(String words) {
            this.words = words;
        }

        static Promised of(String cell) {
            return Cells.promised(values(), promised -> promised.words, cell);
        }
    }

    static final long UNCERTAIN = 60;

    private final String row;
    private final Promised served;

    HostsAsking(String row, Promised served) {
        this.row = row;
        this.served = served;
    }

    Promised promised(Mode mode) {
        return mode.serves() ? served : Promised.SILENCE;
    }

    /**
     * Why the answer is not what was promised; empty when it is.
     *
     * @param had what the client got last
     */
    Optional<String> breach(Mode mode, Optional<? extends Heard> heard, Heard had) {
        boolean kept = switch (promised(mode)) {
            case SILENCE -> heard.isEmpty();
            case RESERVED, AS_EVER -> is(heard, had, LeaseDatabaseConfig.VALID_LIFETIME);
            case KEPT ->
                heard.filter(answer ->
                                answer.isAck() && answer.given().equals(had.given()) && longest(answer) > UNCERTAIN)
                        .isPresent();
            case SHORT ->
                heard.filter(answer -> answer.isAck() && !answer.given().isEmpty() && longest(answer) == UNCERTAIN)
                        .isPresent();
        };
        return kept
                ? Optional.empty()
                : Optional.of(
                        row + ", " + mode + ", promised: " + promised(mode) + ", heard: " + heard + ", had " + had);
    }

    private static boolean is(Optional<? extends Heard> heard, Heard had, long lifetime) {
        return heard.filter(
                        answer -> answer.isAck() && answer.given().equals(had.given()) && longest(answer) == lifetime)
                .isPresent();
    }

    static long longest(Heard heard) {
        return switch (heard) {
            case Heard4 four -> four.lifetime();
            case Heard6 six ->
                six.leases().stream().mapToLong(Heard6.Given::valid).max().orElse(0);
        };
    }

    @Override
    public String toString() {
        return row;
    }
}
