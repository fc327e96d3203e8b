/**
 * The checked, indexed, immutable configuration, and how it is made from what was written.
 *
 * <p>Opens no database and no socket. Read {@link io.holdfast.config.ServerConfig} first, then
 * {@link io.holdfast.config.ConfigCompiler}.
 */
@NullMarked
package io.holdfast.config;

import org.jspecify.annotations.NullMarked;
