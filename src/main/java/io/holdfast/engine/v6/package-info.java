/**
 * DHCPv6 (RFC 8415): one room per kind of message, one bench per packet and identity association.
 *
 * <p>Pure: no clock, no I/O, no threads. Read {@link io.holdfast.engine.v6.Engine6} first.
 */
@NullMarked
package io.holdfast.engine.v6;

import org.jspecify.annotations.NullMarked;
