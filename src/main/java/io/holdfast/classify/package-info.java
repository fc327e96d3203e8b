/**
 * The classes a packet belongs to: names as numbers, the expressions that decide, and the order they are evaluated in.
 *
 * <p>Knows no subnet, option set or lease. Begin with {@link io.holdfast.classify.Classifier}.
 */
@NullMarked
package io.holdfast.classify;

import org.jspecify.annotations.NullMarked;
