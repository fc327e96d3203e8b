/**
 * Sockets, interfaces and buffers: receiving datagrams and sending replies.
 *
 * <p>Knows nothing of DHCP but its ports and groups. Read {@link io.holdfast.transport.Transport} first.
 */
@NullMarked
package io.holdfast.transport;

import org.jspecify.annotations.NullMarked;
