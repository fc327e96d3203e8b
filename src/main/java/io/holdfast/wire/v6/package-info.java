/**
 * DHCPv6 messages (RFC 8415): views of what was received, relays included, and the writing of replies and requests.
 *
 * <p>Read {@link io.holdfast.wire.v6.Message6} first, then {@link io.holdfast.wire.v6.Options6}.
 */
@NullMarked
package io.holdfast.wire.v6;

import org.jspecify.annotations.NullMarked;
