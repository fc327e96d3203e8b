/**
 * TLS to databases, the same for all of them: PEM files, what to believe of a server's certificate, and why a connection
 * was refused, in our words. Drivers only carry the sockets.
 *
 * <p>Knows no SQL. Read {@link io.holdfast.store.tls.TlsConnector} first.
 */
@NullMarked
package io.holdfast.store.tls;

import org.jspecify.annotations.NullMarked;
