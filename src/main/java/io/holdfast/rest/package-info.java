/**
 * The control plane's sockets: Kea's command protocol over HTTP and over a UNIX socket, REST resources, and who may use
 * them.
 *
 * <p>Decides nothing about the server: every request becomes a command of {@code control}. Read
 * {@link io.holdfast.rest.ControlSockets} first.
 */
@NullMarked
package io.holdfast.rest;

import org.jspecify.annotations.NullMarked;
