/**
 * What surrounds the protocol: interfaces, databases, TLS, control sockets, loggers, lanes, the server's identity.
 *
 * <p>Begin with {@link io.holdfast.config.compile.service.ServiceCompiler}.
 */
@NullMarked
package io.holdfast.config.compile.service;

import org.jspecify.annotations.NullMarked;
