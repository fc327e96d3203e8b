package io.holdfast.config;

/**
 * The map {@code expired-leases-processing}.
 *
 * @param reclaimWait seconds between rounds of reclamation, 0 for never
 * @param flushWait seconds between removals of old reclaimed leases, 0 for never
 * @param holdReclaimed seconds a reclaimed or released lease is remembered, 0 for not at all
 * @param maxLeases in one round, 0 for any number
 * @param maxMillis of one round, 0 for any time
 * @param unwarnedCycles unfinished rounds in a row before a warning
 */
public record ReclaimSettings(
        long reclaimWait, long flushWait, long holdReclaimed, int maxLeases, int maxMillis, int unwarnedCycles) {}
