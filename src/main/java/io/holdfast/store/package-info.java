/**
 * The three ports in SQL: pools of connections, naming of database faults, and the lease store with its dialects.
 *
 * <p>Decides nothing about DHCP and starts no recovery: it says that a database is away and leaves the rest to others.
 * Read {@link io.holdfast.store.Database} first.
 */
@NullMarked
package io.holdfast.store;

import org.jspecify.annotations.NullMarked;
