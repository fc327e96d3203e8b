package io.holdfast.engine;

/** How often an exchange has been decided, and when it has to give up. For one thread. */
public final class Rounds {

    /** Decisions after which an exchange gives up: each is a round trip to the store. */
    private static final int MOST = 16;

    /** Searches for vacancies beside them: about two per pool of a full subnet, which then rests for a while. */
    private static final int MOST_SEARCHES = 512;

    private int rounds;
    private int searches;

    /** One more decision; false when there have been too many. */
    public boolean next() {
        return ++rounds <= MOST;
    }

    /** What was decided; a search for vacancies does not count, unless there have been too many. */
    public Decision decided(Decision decision) {
        if (decision instanceof Decision.Refill && ++searches <= MOST_SEARCHES) {
            rounds--;
        }
        return decision;
    }
}
