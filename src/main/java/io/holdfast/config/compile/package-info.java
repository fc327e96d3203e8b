/**
 * From a configuration as written to the one that is used, or to all its problems with their places: the tables of keywords,
 * and a compiler for each subject.
 *
 * <p>Begin with {@link io.holdfast.config.compile.ConfigCompiler}.
 */
@NullMarked
package io.holdfast.config.compile;

import org.jspecify.annotations.NullMarked;
