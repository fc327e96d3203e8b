/**
 * Features that have the name of one of Kea's hook libraries, and their parameters.
 *
 * <p>Begin with {@link io.holdfast.config.compile.hook.HookLibrary}.
 */
@NullMarked
package io.holdfast.config.compile.hook;

import org.jspecify.annotations.NullMarked;
