/**
 * Whole configurations into configuration databases, out of them, and what differs: our own {@code remote-import}, {@code
 * remote-export} and {@code remote-diff}. Begin with {@link TransferCommands}.
 */
@NullMarked
package io.holdfast.control.remote.transfer;

import org.jspecify.annotations.NullMarked;
