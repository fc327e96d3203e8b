package io.holdfast.store.tls;

import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS for the time of one connect, with the files as they are at that moment. Drivers make their socket factories
 * themselves, by class name and in threads of their own, so a factory finds its handshake by a key the driver hands on.
 */
final class TlsHandshake implements AutoCloseable {

    private static final Map<String, TlsHandshake> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

    private final String key = Long.toString(NUMBERS.incrementAndGet());
    private final TlsSettings settings;
    private final ServerTrust trust;
    private final OfferedKey offered;
    private final SSLContext context;
    private volatile @Nullable SSLSocket socket;

    private TlsHandshake(TlsSettings settings) throws TlsRefusedException {
        this.settings = settings;
        Anchors anchors = anchors(settings);
        offered = new OfferedKey(identity(settings));
        try {
            trust = new ServerTrust(settings.mode(), anchors);
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {offered}, new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException e) {
            throw new TlsRefusedException("the Java platform cannot do TLS: " + e.getMessage(), e);
        }
        List<String> possible =
                Arrays.asList(context.getSupportedSSLParameters().getCipherSuites());
        for (String suite : settings.cipherSuites()) {
            if (!possible.contains(suite)) {
                throw new TlsRefusedException("cipher-list names " + suite + ", which this Java platform has disabled");
            }
        }
    }

    private static @Nullable Anchors anchors(TlsSettings settings) throws TlsRefusedException {
        String anchor = settings.trustAnchor();
        return anchor == null ? null : new Anchors(anchor, Certificates.ofAnchor("trust-anchor", Path.of(anchor)));
    }

    private static @Nullable ClientIdentity identity(TlsSettings settings) throws TlsRefusedException {
        return settings.certFile() == null || settings.keyFile() == null
                ? null
                : ClientIdentity.read(Path.of(settings.certFile()), Path.of(settings.keyFile()));
    }

    static TlsHandshake prepare(TlsSettings settings) throws TlsRefusedException {
        TlsHandshake handshake = new TlsHandshake(settings);
        OPEN.put(handshake.key, handshake);
        return handshake;
    }

    /** @throws IllegalStateException when the connect it was for has been given up */
    static TlsHandshake of(String key) {
        TlsHandshake handshake = OPEN.get(key);
        if (handshake == null) {
            throw new IllegalStateException("no TLS connect " + key + " is going on");
        }
        return handshake;
    }

    String key() {
        return key;
    }

    TlsSettings settings() {
        return settings;
    }

    ServerTrust trust() {
        return trust;
    }

    OfferedKey offered() {
        return offered;
    }

    /** The socket to speak TLS with; the handshake itself is still to come. Forgets an earlier attempt, at another host. */
    SSLSocket over(Socket plain, String host, int port) throws IOException {
        trust.forget();
        offered.forget();
        SSLSocket made = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = made.getSSLParameters();
        if (!settings.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(settings.cipherSuites().toArray(String[]::new));
        }
        if (settings.mode() == SslMode.VERIFY_FULL) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        made.setSSLParameters(parameters);
        socket = made;
        return made;
    }

    boolean wasTried() {
        return socket != null;
    }

    /**
     * Whether both sides had agreed, whatever came after. A socket that is asked for its session shakes hands first, if
     * it has not; one that has not come as far as the protocol above TLS, or is still at it, is therefore not asked.
     */
    boolean wasAgreed() {
        SSLSocket used = socket;
        return used != null
                && used.getApplicationProtocol() != null
                && used.getHandshakeSession() == null
                && !used.getSession().getCipherSuite().equals(NO_CIPHER);
    }

    /** The session in use; null when what is open now is no TLS connection of ours. */
    @Nullable
    SSLSession inUse() {
        SSLSocket used = socket;
        return used != null && !used.isClosed() && wasAgreed() ? used.getSession() : null;
    }

    @Override
    public void close() {
        OPEN.remove(key);
    }
}
