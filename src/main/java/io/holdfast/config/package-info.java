/**
 * The checked, indexed, immutable configuration as the server uses it.
 *
 * <p>Opens no database and no socket. Read {@link io.holdfast.config.ServerConfig} first. Reading text is
 * {@link io.holdfast.config.json}, making a configuration of it {@link io.holdfast.config.compile}.
 */
@NullMarked
package io.holdfast.config;

import org.jspecify.annotations.NullMarked;
