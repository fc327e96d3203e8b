package io.holdfast.config.source;

/**
 * How far a configuration database's audit has come, for all servers. Two that are equal: nothing has changed.
 *
 * @param revision the newest entry's number; 0 when there is none
 * @param recent how many entries there are among the last {@link #RANGE} numbers: a number is given before its transaction
 *     ends, so that a lower one can come to be seen after a higher one
 */
public record AuditMark(long revision, long recent) {

    public static final int RANGE = 1_000;

    /** Of a database in which nothing was ever changed. */
    public static final AuditMark NONE = new AuditMark(0, 0);
}
