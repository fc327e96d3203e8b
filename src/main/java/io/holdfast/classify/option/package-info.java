/**
 * The options of a received packet as expressions see them: as bytes, and as the texts that Kea makes of them, which
 * operators compare with.
 *
 * <p>Decides nothing. Begin with {@link io.holdfast.classify.option.SeenOption}.
 */
@NullMarked
package io.holdfast.classify.option;

import org.jspecify.annotations.NullMarked;
