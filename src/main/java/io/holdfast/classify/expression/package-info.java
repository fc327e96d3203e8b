/**
 * The language of expressions: its tree, how it is read, and what it yields for a packet.
 *
 * <p>Knows no class but by its number. Begin with {@link io.holdfast.classify.expression.Expression}.
 */
@NullMarked
package io.holdfast.classify.expression;

import org.jspecify.annotations.NullMarked;
