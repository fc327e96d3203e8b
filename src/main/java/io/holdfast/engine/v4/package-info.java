/**
 * DHCPv4 for servers (RFC 2131 §4.3): one room per message type.
 *
 * <p>Read {@code Engine4} first.
 */
@NullMarked
package io.holdfast.engine.v4;

import org.jspecify.annotations.NullMarked;
