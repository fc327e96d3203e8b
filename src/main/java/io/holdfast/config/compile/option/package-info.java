/**
 * Options and their definitions, as written, into the bytes that clients get.
 *
 * <p>Begin with {@link io.holdfast.config.compile.option.OptionCompiler}.
 */
@NullMarked
package io.holdfast.config.compile.option;

import org.jspecify.annotations.NullMarked;
