/**
 * {@code main}, settings, wiring, health, meters, and the order of start and stop. Threads, clocks and chance are made here.
 *
 * <p>Read {@link io.holdfast.app.Holdfast} first, then {@code DhcpService}.
 */
@NullMarked
package io.holdfast.app;

import org.jspecify.annotations.NullMarked;
