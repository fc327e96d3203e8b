package io.holdfast.outage;

import java.util.Optional;

/** How a configuration database comes to be missed: the rows of the guide's table, with what clients are promised then. */
enum ConfigAway {
    LOST("lost", Promised.FETCHED, Promised.SILENCE),
    GIVEN_UP("lost, tries used up", Promised.FETCHED, Promised.NO_SERVER),
    START("start, with a copy", Promised.FETCHED, Promised.NO_SERVER),
    START_WITHOUT_COPY("start, without a copy", Promised.NO_SERVER, Promised.NO_SERVER),
    WAITING_START("start, `retry-on-startup`, with a copy", Promised.FETCHED, Promised.SILENCE),
    WAITING_START_WITHOUT_COPY("start, `retry-on-startup`, without a copy", Promised.FILE, Promised.SILENCE),
    SET_AGAIN("lost, and `config-set` that names it again", Promised.FETCHED, Promised.SILENCE),
    SET("`config-set` that names it first", Promised.REFUSED, Promised.REFUSED),
    WAITING_SET("`config-set` that names it first, `retry-on-startup`", Promised.FILE, Promised.SILENCE);

    /** By the first words of a cell. */
    enum Promised {
        SILENCE("silence"),
        FETCHED("what was fetched last"),
        FILE("what the file says"),
        NO_SERVER("no server"),
        /** What was in effect stays. */
        REFUSED("refused");

        private final String words;

        Promised(String words) {
            this.words = words;
        }

        static Promised of(String cell) {
            return Cells.promised(values(), promised -> promised.words, cell);
        }
    }

    /** What the database says of {@code valid-lifetime}, which the file has another for. */
    static final int FETCHED = 2400;

    /** What it says later. */
    static final int CHANGED = 3000;

    private final String row;
    private final Promised served;
    private final Promised stopped;

    ConfigAway(String row, Promised served, Promised stopped) {
        this.row = row;
        this.served = served;
        this.stopped = stopped;
    }

    Promised promised(Mode mode) {
        if (this == GIVEN_UP) {
            return mode.exits() ? stopped : served;
        }
        return mode.serves() ? served : stopped;
    }

    /** Why this is not what a client was promised whose server is there; empty when it is. */
    Optional<String> breach(Mode mode, Optional<? extends Heard> heard) {
        boolean kept = switch (promised(mode)) {
            case SILENCE -> heard.isEmpty();
            case FETCHED, REFUSED -> hasLifetime(heard, FETCHED);
            case FILE -> hasLifetime(heard, LeaseDatabaseConfig.VALID_LIFETIME);
            case NO_SERVER -> false;
        };
        return kept
                ? Optional.empty()
                : Optional.of(row + ", " + mode + ", promised: " + promised(mode) + ", heard: " + heard);
    }

    private static boolean hasLifetime(Optional<? extends Heard> heard, long seconds) {
        return heard.filter(
                        answer -> answer.isAck() && !answer.given().isEmpty() && HostsAsking.longest(answer) == seconds)
                .isPresent();
    }

    @Override
    public String toString() {
        return row;
    }
}
