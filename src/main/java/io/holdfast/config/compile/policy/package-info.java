/**
 * What each level of a configuration says anew or inherits: lifetimes, boot fields, names, allocators, the classes that may
 * use it.
 *
 * <p>Begin with {@link io.holdfast.config.compile.policy.PolicyCompiler}.
 */
@NullMarked
package io.holdfast.config.compile.policy;

import org.jspecify.annotations.NullMarked;
