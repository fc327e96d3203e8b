package io.holdfast.store.tls;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What Connector/J makes by name ({@code socketFactory}): its own sockets, but our TLS over them, because the driver's own
 * reads key stores only and keeps its reasons to itself. The key of the handshake is a property of the connection.
 */
public final class MysqlSockets extends StandardSocketFactory {

    /** The property with the key of the handshake. */
    public static final String HANDSHAKE = "holdfastHandshake";

    private @Nullable PropertySet properties;

    @Override
    public <T extends Closeable> T connect(String hostname, int port, PropertySet properties, int loginTimeout)
            throws IOException {
        this.properties = properties;
        return super.connect(hostname, port, properties, loginTimeout);
    }

    @Override
    @SuppressWarnings("unchecked") // the driver asks for a closeable and takes a socket
    public <T extends Closeable> T performTlsHandshake(
            SocketConnection connection, ServerSession session, @Nullable Log log) throws IOException {
        if (properties == null) {
            throw new IOException("not connected yet");
        }
        TlsHandshake handshake =
                TlsHandshake.of(properties.getStringProperty(HANDSHAKE).getValue());
        rawSocket.setSoTimeout(
                properties.getIntegerProperty(PropertyKey.connectTimeout).getValue());
        SSLSocket socket = handshake.over(rawSocket, connection.getHost(), connection.getPort());
        socket.startHandshake();
        sslSocket = socket;
        return (T) socket;
    }
}
