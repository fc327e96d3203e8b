package io.holdfast.outage;

/** What {@code on-fail} may be. */
enum Mode {
    STOP_RETRY_EXIT("stop-retry-exit", true, true),
    SERVE_RETRY_EXIT("serve-retry-exit", false, true),
    SERVE_RETRY_CONTINUE("serve-retry-continue", false, false);

    private final String word;
    private final boolean stops;
    private final boolean exits;

    Mode(String word, boolean stops, boolean exits) {
        this.word = word;
        this.stops = stops;
        this.exits = exits;
    }

    /** Another one for each number. */
    static Mode rotating(int number) {
        return values()[Math.floorMod(number, values().length)];
    }

    String word() {
        return word;
    }

    /** Whether clients are not served while the database is away. */
    boolean stops() {
        return stops;
    }

    boolean serves() {
        return !stops;
    }

    /** Whether the process ends when the tries are used up. */
    boolean exits() {
        return exits;
    }

    @Override
    public String toString() {
        return word;
    }
}
