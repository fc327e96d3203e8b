/**
 * Shared networks, subnets and pools, each with its place in the text.
 *
 * <p>Begin with {@link io.holdfast.config.compile.network.LinkCompiler}.
 */
@NullMarked
package io.holdfast.config.compile.network;

import org.jspecify.annotations.NullMarked;
