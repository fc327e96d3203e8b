package io.holdfast.availability;

import org.jspecify.annotations.Nullable;

/** The state of one backend; times are milliseconds since 1970. {@link #next} is the whole state machine. */
public sealed interface Connectivity {

    /** Of {@code nextAttempt} where there is none to come. */
    long NEVER = Long.MAX_VALUE;

    /** Milliseconds since 1970 at which this state began. */
    long since();

    /** Not reached yet since the start or the last reconfiguration. */
    record Connecting(long since) implements Connectivity {}

    /** @param outage the state before it was back; absent when it was reached at the first attempt */
    record Connected(long since, @Nullable Connectivity outage) implements Connectivity {

        Connected(long since) {
            this(since, null);
        }
    }

    /**
     * Lost, or not reached at the start, and being tried again.
     *
     * @param attempts made so far
     * @param left attempts before it is given up
     * @param nextAttempt when the next one is due; in the past: it is under way
     */
    record Recovering(long since, long attempts, long left, long nextAttempt, String lastError)
            implements Connectivity {}

    /**
     * The tries are used up, or there were to be none. If the process lives on, it is still tried, slowly.
     *
     * @param nextAttempt {@link #NEVER} when the process ends, or when only a new configuration can help
     */
    record Abandoned(long since, long attempts, long nextAttempt, String lastError) implements Connectivity {}

    /** What can happen to a backend. */
    sealed interface Event {}

    /** An attempt to reach it has succeeded. */
    record Reached() implements Event {}

    /**
     * A call or an attempt has failed.
     *
     * @param chance from 0 to below 1, for the jitter of the next pause
     */
    record Failed(String error, double chance) implements Event {}

    /** The first attempt of all has failed, and it is not to be tried again. */
    record Refused(String error) implements Event {}

    /** The state after {@code event} at {@code now}; the same object when nothing changes. */
    static Connectivity next(Connectivity state, Event event, LossPolicy policy, long now) {
        return switch (event) {
            case Reached() ->
                switch (state) {
                    case Connected c -> c;
                    case Connecting _ -> new Connected(now);
                    case Recovering _, Abandoned _ -> new Connected(now, state);
                };
            case Refused(String error) -> new Abandoned(state.since(), 1, NEVER, error);
            case Failed(String error, double chance) ->
                switch (state) {
                    case Connecting c -> lost(c.since(), error, policy, now);
                    case Connected c ->
                        c.outage() != null && now - c.since() < policy.relapseMillis()
                                ? failed(c.outage(), error, policy, now, chance)
                                : lost(now, error, policy, now);
                    case Recovering _, Abandoned _ -> failed(state, error, policy, now, chance);
                };
        };
    }

    private static Connectivity failed(Connectivity outage, String error, LossPolicy policy, long now, double chance) {
        return switch (outage) {
            case Recovering r -> failed(r, error, policy, now, chance);
            case Abandoned a -> new Abandoned(a.since(), a.attempts() + 1, slowly(policy, now), error);
            case Connecting _, Connected _ -> throw new IllegalArgumentException(outage + " is no outage");
        };
    }

    private static Connectivity lost(long since, String error, LossPolicy policy, long now) {
        return policy.recovers()
                ? new Recovering(since, 0, policy.maxTries(), now, error)
                : new Abandoned(since, 0, slowly(policy, now), error);
    }

    private static Connectivity failed(Recovering r, String error, LossPolicy policy, long now, double chance) {
        long attempts = r.attempts() + 1;
        return r.left() > 1
                ? new Recovering(r.since(), attempts, r.left() - 1, now + policy.pause(attempts, chance), error)
                : new Abandoned(r.since(), attempts, slowly(policy, now), error);
    }

    private static long slowly(LossPolicy policy, long now) {
        return policy.exitOnFailure() ? NEVER : now + LossPolicy.SLOW_WAIT_MILLIS;
    }
}
