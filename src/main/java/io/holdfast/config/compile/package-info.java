/**
 * From a configuration as written to the one that is used, or to all its problems with their places. Each subject has a package
 * with its compilers; {@code keyword} is what all of them read by.
 *
 * <p>Begin with {@link io.holdfast.config.compile.ConfigCompiler}.
 */
@NullMarked
package io.holdfast.config.compile;

import org.jspecify.annotations.NullMarked;
