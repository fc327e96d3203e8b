package io.holdfast.host;

/**
 * A database of reservations, as commands use it. What is changed through its store is seen by the lookups of this process
 * at once.
 *
 * @param name as in logs, such as {@code hosts-1}
 * @param type {@code mysql} or {@code postgresql}
 * @param readonly changes are refused: the store throws {@link UnsupportedOperationException}
 */
public record HostSource(String name, String type, boolean readonly, HostStore store) {}
