package io.holdfast.config.stored;

import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database with configuration for the servers of one protocol. All methods throw
 * {@code io.holdfast.availability.BackendUnavailable} when it cannot be reached. Safe for many threads.
 */
public interface ConfigStore extends AutoCloseable {

    /**
     * All that is assigned to the server or to all servers; of two for the same object the server's own counts. What is
     * assigned to nobody is left out.
     *
     * @param serverTag of this server, in any case; {@code all} for what is for all alone
     * @param former what it had before: only what the audit has named since is looked at again, and what is unchanged is the
     *     same object; absent when all is to be looked at
     */
    ConfigContent fetch(String serverTag, @Nullable ConfigContent former);

    /** All of it anew. */
    default ConfigContent fetch(String serverTag) {
        return fetch(serverTag, null);
    }

    /** Looks at objects one by one, all as they are at one moment. */
    <T> T read(Function<ConfigReading, T> work);

    /**
     * Changes objects, all of them or none: what the work throws undoes it. Writers take turns. When this returns, the change
     * is durable, and servers that listen have been told.
     *
     * @param expected the revision that the writer knows; empty: whatever it is
     * @throws RevisionPassed when the database has come further
     * @throws StoredConflict when a change does not fit what is there
     */
    <T> T write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work);

    /** Another one than that of a content means that there is news. Cheap: it is asked again and again. */
    AuditMark mark();

    @Override
    void close();
}
