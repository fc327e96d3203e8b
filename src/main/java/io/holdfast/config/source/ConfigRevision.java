package io.holdfast.config.source;

import java.time.Instant;

/**
 * One entry of a configuration database's audit: an object that was made, changed or deleted.
 *
 * @param revision the entry's number ({@code dhcp4_audit.id}), ascending in the order of entries
 * @param table the object's table without the protocol, such as {@code subnet}, {@code global_parameter}
 * @param object the object's number in that table; a subnet's is its id
 * @param change what happened to it
 * @param at when, by the database's clock
 */
public record ConfigRevision(long revision, String table, long object, Change change, Instant at) {

    /** By its number in the table {@code modification}. */
    public enum Change {
        CREATED,
        UPDATED,
        DELETED
    }
}
