/**
 * Client classes and the expressions that decide who is in them.
 *
 * <p>Begin with {@link io.holdfast.config.compile.classes.ClassCompiler}.
 */
@NullMarked
package io.holdfast.config.compile.classes;

import org.jspecify.annotations.NullMarked;
