/**
 * Bytes to values and values to bytes: cursors that own all bounds, and the table of options.
 *
 * <p>No sockets, no policy. Read {@link io.holdfast.wire.PacketReader} first, then {@code wire.v4.Message4} and
 * {@code wire.v6.Message6}.
 */
@NullMarked
package io.holdfast.wire;

import org.jspecify.annotations.NullMarked;
