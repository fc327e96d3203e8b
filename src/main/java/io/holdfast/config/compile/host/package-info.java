/**
 * Host reservations, of the configuration or of a command, and where they are looked for.
 *
 * <p>Begin with {@link io.holdfast.config.compile.host.ReservationCompiler}.
 */
@NullMarked
package io.holdfast.config.compile.host;

import org.jspecify.annotations.NullMarked;
