/**
 * DHCPv4 messages (RFC 2131, 2132): views of what was received, and the writing of replies.
 *
 * <p>Read {@link io.holdfast.wire.v4.Message4} first.
 */
@NullMarked
package io.holdfast.wire.v4;

import org.jspecify.annotations.NullMarked;
