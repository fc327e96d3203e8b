/**
 * The objects of a configuration database one by one, with the servers they are for, and how they are changed: what the
 * {@code remote-*} commands, import and export work on. {@link io.holdfast.config.source} is what a server makes of them.
 */
@NullMarked
package io.holdfast.config.stored;

import org.jspecify.annotations.NullMarked;
