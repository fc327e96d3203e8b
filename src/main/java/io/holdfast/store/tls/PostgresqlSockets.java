package io.holdfast.store.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** What pgjdbc makes by name ({@code sslfactory}), with the key of the handshake as its argument. */
public final class PostgresqlSockets extends SSLSocketFactory {

    private final TlsHandshake handshake;

    /** @param key of the handshake */
    public PostgresqlSockets(String key) {
        handshake = TlsHandshake.of(key);
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return handshake.over(plain, host, port);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return handshake.settings().cipherSuites().toArray(String[]::new);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return getDefaultCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("TLS starts on connections that are there");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }
}
