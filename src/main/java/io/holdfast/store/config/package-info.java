/**
 * Configuration in Kea's tables, read whole and given in the form that a configuration file has it in.
 *
 * <p>Judges nothing beyond what a column can hold: whether it makes a configuration is the compiler's to say. Read {@link
 * io.holdfast.store.config.SqlConfigStore} first, then {@link io.holdfast.store.config.ConfigTables}.
 */
@NullMarked
package io.holdfast.store.config;

import org.jspecify.annotations.NullMarked;
