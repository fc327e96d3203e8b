/**
 * The whole server as its own process, with real DHCP clients and relays in network namespaces and real databases; it
 * knows the server only by its command line, its packets, its control plane and the rows it leaves. Begin with
 * {@link io.holdfast.endtoend.Site}.
 */
@NullMarked
package io.holdfast.endtoend;

import org.jspecify.annotations.NullMarked;
