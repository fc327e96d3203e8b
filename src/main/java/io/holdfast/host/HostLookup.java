package io.holdfast.host;

import java.util.List;

/** Finds the reservations of one protocol wherever they are. Safe for many threads. */
public interface HostLookup {

    /**
     * The answers in the order of the questions, in one round trip for each source that has to be asked. Never throws because
     * a database is away: what was last known of it goes on to hold, and the answer says when nothing was.
     */
    List<HostAnswer> find(List<? extends HostQuestion> questions);
}
