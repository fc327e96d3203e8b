package io.holdfast.config.source;

/**
 * How far a configuration database's audit has come, for all servers. Two that are equal: nothing has changed.
 *
 * @param revision the newest entry's number; 0 when there is none
 * @param recent how many entries there are among the last {@link #RANGE} numbers: a number is given before its transaction
 *     ends, so that a lower one can come to be seen after a higher one
 * @param at when the newest one was made, in seconds since 1970: by this another history with the same numbers is told apart,
 *     such as that of a database that was restored, or of a replica that took over without the last changes
 */
public record AuditMark(long revision, long recent, long at) {

    public static final int RANGE = 1_000;

    /** Of a database in which nothing was ever changed. */
    public static final AuditMark NONE = new AuditMark(0, 0, 0);
}
