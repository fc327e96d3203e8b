/**
 * The operations of the control plane as plain Java: every command is described once, checked by its description, and
 * answered by an {@link io.holdfast.control.Outcome}.
 *
 * <p>Knows no HTTP, no sockets, no SQL and no Spring; what it needs from the rest of the server it takes as small
 * interfaces. Read {@link io.holdfast.control.CommandRegistry} first.
 */
@NullMarked
package io.holdfast.control;

import org.jspecify.annotations.NullMarked;
