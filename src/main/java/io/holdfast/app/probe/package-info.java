/**
 * A small DHCPv4 client, to see a server work: it asks for a lease, shows it, and tells how long it took.
 *
 * <p>Configures nothing on this machine. Read {@link io.holdfast.app.probe.Probe} first.
 */
@NullMarked
package io.holdfast.app.probe;

import org.jspecify.annotations.NullMarked;
