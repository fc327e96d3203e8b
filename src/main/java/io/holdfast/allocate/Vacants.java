package io.holdfast.allocate;

/**
 * Which {@link Members} of a picker's pools are believed vacant. Other servers on the same database do not tell what they
 * do: what is taken from here is looked at before it is handed out, and the store judges in the end. For one thread.
 */
sealed interface Vacants permits VacantSet, VacantQueue {

    /**
     * It has become vacant, or was found so.
     *
     * @param former whether a client had it: it is kept for that client as long as there are others
     */
    void add(int member, boolean former);

    void remove(int member);

    /** The next to be handed out, at most so many; they are in here no longer. */
    int[] take(int most);

    int size();

    /** Goes elsewhere: somebody else hands out the same ones in the same order. */
    void jump();
}
