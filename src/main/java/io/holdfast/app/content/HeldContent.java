package io.holdfast.app.content;

import io.holdfast.config.source.ConfigContent;
import java.time.Instant;

/**
 * What a configuration database had when it was last asked.
 *
 * @param database which one, without secrets, such as {@code postgresql kea at db1:5432}
 * @param serverTag of the server it was asked for, in lower case
 * @param at when it was asked, by our clock
 * @param copied read from the copy on disk; the database has not been asked since the start
 */
record HeldContent(String database, String serverTag, ConfigContent content, Instant at, boolean copied) {

    boolean isOf(String wanted, String tag) {
        return database.equals(wanted) && serverTag.equals(tag);
    }
}
