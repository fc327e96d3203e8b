/**
 * Choosing a free address from pools, and remembering what has been offered.
 *
 * <p>Asks no store itself: what it must know is handed in. Read {@code AddressPicker} first.
 */
@NullMarked
package io.holdfast.allocate;

import org.jspecify.annotations.NullMarked;
