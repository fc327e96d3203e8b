package io.holdfast.availability;

/** The state of one backend; times are milliseconds since 1970. {@link #next} is the whole state machine. */
public sealed interface Connectivity {

    /** Milliseconds since 1970 at which this state began. */
    long since();

    /** Not reached yet since the start or the last reconfiguration. */
    record Connecting(long since) implements Connectivity {}

    record Connected(long since) implements Connectivity {}

    /**
     * Lost, or not reached at the start, and being tried again.
     *
     * @param attempts made so far
     * @param left attempts before it is given up
     */
    record Recovering(long since, long attempts, long left, String lastError) implements Connectivity {}

    /** The tries are used up. If the process lives on, it is still tried, slowly. */
    record Abandoned(long since, long attempts, String lastError) implements Connectivity {}

    /** What can happen to a backend. */
    sealed interface Event {}

    /** An attempt to reach it has succeeded. */
    record Reached() implements Event {}

    /** A call or an attempt has failed. */
    record Failed(String error) implements Event {}

    /** The state after {@code event} at {@code now}; the same object when nothing changes. */
    static Connectivity next(Connectivity state, Event event, LossPolicy policy, long now) {
        return switch (event) {
            case Reached() -> state instanceof Connected ? state : new Connected(now);
            case Failed(String error) ->
                switch (state) {
                    case Connecting c -> lost(c.since(), error, policy);
                    case Connected _ -> lost(now, error, policy);
                    case Recovering r ->
                        r.left() > 1
                                ? new Recovering(r.since(), r.attempts() + 1, r.left() - 1, error)
                                : new Abandoned(r.since(), r.attempts() + 1, error);
                    case Abandoned a -> new Abandoned(a.since(), a.attempts() + 1, error);
                };
        };
    }

    private static Connectivity lost(long since, String error, LossPolicy policy) {
        return policy.recovers() ? new Recovering(since, 0, policy.maxTries(), error) : new Abandoned(since, 0, error);
    }
}
