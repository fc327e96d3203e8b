/**
 * Configuration in Kea's tables, in the form that a configuration file has it in: read whole, or what has changed of it, and
 * looked at and changed object by object in transactions.
 *
 * <p>Judges nothing beyond what a column can hold: whether it makes a configuration is the compiler's to say. Read {@link
 * io.holdfast.store.config.SqlConfigStore} first, then {@link io.holdfast.store.config.table.ConfigTables}.
 */
@NullMarked
package io.holdfast.store.config;

import org.jspecify.annotations.NullMarked;
