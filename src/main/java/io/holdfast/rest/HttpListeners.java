package io.holdfast.rest;

import io.holdfast.config.ControlSocketSettings.Http;
import java.net.InetAddress;
import java.util.concurrent.Executor;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Further HTTP sockets of the web server that runs already; requests at all of them take the same way. */
final class HttpListeners {

    private static final Logger log = LoggerFactory.getLogger(HttpListeners.class);

    private final Service web;
    private final Executor executor;

    /** @param executor runs each request on a thread of its own */
    HttpListeners(Service web, Executor executor) {
        this.web = web;
        this.executor = executor;
    }

    Connector open(Http socket) throws ControlSocketException {
        Connector connector = new Connector();
        connector.setPort(socket.port());
        connector.setThrowOnFailure(true);
        AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
        protocol.setAddress(InetAddress.ofLiteral(socket.address()));
        protocol.setConnectionTimeout((int) Limits.IDLE.toMillis());
        protocol.setExecutor(executor);
        // Bound by start, so that closing can free the port while requests are still under way.
        connector.setProperty("bindOnInit", "false");
        try {
            web.addConnector(connector);
        } catch (IllegalArgumentException e) {
            remove(connector);
            throw new ControlSocketException(
                    "control socket " + name(socket) + " cannot be opened: " + root(e).getMessage(), e);
        }
        log.info("HTTP_CONTROL_SOCKET_OPEN accepting commands at {}", name(socket));
        return connector;
    }

    /** Frees the port at once; requests under way are finished, among them perhaps the one that closes its own socket. */
    void close(Http socket, Connector connector) {
        AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
        connector.pause();
        protocol.closeServerSocketGraceful();
        executor.execute(() -> {
            protocol.awaitConnectionsClose(Limits.IDLE.toMillis());
            remove(connector);
        });
        log.info("HTTP_CONTROL_SOCKET_CLOSED no more commands at {}", name(socket));
    }

    static String name(Http socket) {
        return (socket.address().contains(":") ? "[" + socket.address() + "]" : socket.address()) + ":" + socket.port();
    }

    private void remove(Connector connector) {
        web.removeConnector(connector);
        try {
            connector.destroy();
        } catch (LifecycleException e) {
            log.warn("a closed control socket could not be cleaned up: {}", e.toString());
        }
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }
}
