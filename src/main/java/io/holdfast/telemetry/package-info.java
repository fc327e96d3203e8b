/**
 * Every counter and timer the server keeps, under plain interfaces; Kea's names where the event is the same.
 *
 * <p>Uses no metrics library: {@code app} turns what is counted here into meters. Read
 * {@link io.holdfast.telemetry.Statistics} first.
 */
@NullMarked
package io.holdfast.telemetry;

import org.jspecify.annotations.NullMarked;
