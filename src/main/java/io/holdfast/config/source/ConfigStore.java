package io.holdfast.config.source;

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
     */
    ConfigContent fetch(String serverTag);

    /** Another one than that of a content means that there is news. Cheap: it is asked again and again. */
    AuditMark mark();

    @Override
    void close();
}
