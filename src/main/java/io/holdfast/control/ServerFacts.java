package io.holdfast.control;

import io.holdfast.availability.DatabaseWatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the running server can say about itself for {@code status-get} and {@code version-get}. */
public interface ServerFacts {

    Build build();

    long pid();

    /** When the process began to serve, seconds since 1970. */
    long started();

    /** When the present configuration was put in effect, seconds since 1970. */
    long configured();

    Lanes lanes();

    Sockets sockets();

    /** The lease file in use; absent when leases are not kept in one. */
    @Nullable
    String leaseFile();

    /** The databases in use, or those of the last configuration that could not be. */
    List<Backend> backends();

    /**
     * @param pool its connections; absent where there are none
     * @param content what a configuration database had; absent for others, and before it was asked
     */
    record Backend(
            DatabaseWatch watch,
            @Nullable Pool pool,
            @Nullable Content content) {

        public Backend(DatabaseWatch watch, @Nullable Pool pool) {
            this(watch, pool, null);
        }
    }

    /**
     * What a configuration database had when it was last asked.
     *
     * @param revision its newest audit entry then
     * @param fetchedAt when, milliseconds since 1970
     * @param copied read from the copy on disk, because the database is away since the start
     * @param refused why newer content is not in effect; absent when there is none
     */
    record Content(
            long revision,
            long fetchedAt,
            boolean copied,
            @Nullable String refused) {}

    /**
     * Connections of a database.
     *
     * @param most as many may be open
     * @param waiting callers that wait for one
     */
    record Pool(int open, int active, int idle, int waiting, int most) {}

    /**
     * @param version such as {@code 0.1.0}
     * @param extended version with its commit, time of build, and the like, in lines
     * @param report what it was built and runs with, in lines
     */
    record Build(String version, String extended, String report) {}

    /**
     * @param count how many lanes work
     * @param capacity packets that may wait in one
     * @param waiting packets that wait now in all of them: averages over the last 10, 100 and 1000 batches
     */
    record Lanes(int count, int capacity, List<Double> waiting) {}

    /** @param errors sockets that could not be opened, and why; {@code retrying} when they are tried again */
    record Sockets(List<String> errors, boolean retrying) {}
}
