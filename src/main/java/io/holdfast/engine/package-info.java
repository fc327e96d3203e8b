/**
 * DHCP itself: from a request and facts to a decision.
 *
 * <p>Pure: no clock, no I/O, no threads. Read {@link io.holdfast.engine.Exchange} first, then {@link io.holdfast.engine.Decision}, then
 * {@code engine.v4.Engine4}.
 */
@NullMarked
package io.holdfast.engine;

import org.jspecify.annotations.NullMarked;
