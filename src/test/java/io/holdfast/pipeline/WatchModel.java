package io.holdfast.pipeline;

/**
 * What the watch of one backend has to do, written down a second time from its terms alone: when each attempt is due, how
 * many there are, when the process has to end, and when the gate is closed. Times are milliseconds.
 */
final class WatchModel {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long SLOW = 30_000;

    private final OutageTerms terms;
    private final Findings findings;
    private final String name;
    private boolean up;
    private boolean closed;
    private long attempts;
    private long due = NEVER;
    private int exits;
    private int recoveries;

    WatchModel(String name, OutageTerms terms, Findings findings) {
        this.name = name;
        this.terms = terms;
        this.findings = findings;
    }

    /** The one attempt at the start. */
    void started(boolean reached, long now) {
        up = true;
        if (!reached && terms.retryAtStart()) {
            lost(now);
        } else if (!reached) {
            close();
        }
    }

    /** Somebody could not use the backend. */
    void lost(long now) {
        if (!up || closed) {
            return;
        }
        up = false;
        attempts = 0;
        if (terms.recovers()) {
            due = now;
        } else {
            giveUp(now);
        }
    }

    /** The watch has tried to reach it. */
    void attempted(boolean reached, long now) {
        findings.require(!closed, () -> name + " is tried though it is closed");
        findings.require(!up, () -> name + " is tried though it is not away");
        long expected = due;
        findings.require(expected == now, () -> name + " is tried at " + now + " and not at " + expected);
        attempts++;
        if (reached) {
            up = true;
            due = NEVER;
            recoveries++;
        } else if (terms.recovers() && attempts == terms.tries()) {
            giveUp(now);
        } else {
            due = now + (left() > 0 ? terms.waitMillis() : SLOW);
        }
    }

    private void giveUp(long now) {
        due = terms.exit() ? NEVER : now + SLOW;
        exits += terms.exit() ? 1 : 0;
    }

    void close() {
        closed = true;
        up = false;
        due = NEVER;
    }

    /** Whether it is a reason not to serve. */
    boolean closesService() {
        return !up && !closed && terms.stop();
    }

    boolean up() {
        return up;
    }

    boolean overdue(long now) {
        return due <= now;
    }

    /** Attempts made since the loss. */
    long attempts() {
        return attempts;
    }

    /** Attempts before the backend is given up. */
    long left() {
        return terms.recovers() ? Math.max(0, terms.tries() - attempts) : 0;
    }

    /** How often the end of the process has to have been asked for by now. */
    int exits() {
        return exits;
    }

    /** How often the return of the backend has to have been told by now. */
    int recoveries() {
        return recoveries;
    }
}
