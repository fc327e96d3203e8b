package io.holdfast.store.tls;

import io.holdfast.config.BackendSettings.SslMode;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether to believe a server's certificate. The platform decides, first about the chain and then about the name, so that
 * we can tell which it was; what was wrong is remembered, because drivers keep only parts of an exception.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private final SslMode mode;
    private final @Nullable String anchor;
    private final @Nullable X509ExtendedTrustManager platform;
    private volatile @Nullable String objection;

    /** @param anchor what {@code trust-anchor} says; without it every certificate is believed */
    ServerTrust(SslMode mode, @Nullable String anchor, List<X509Certificate> authorities)
            throws GeneralSecurityException {
        this.mode = mode;
        this.anchor = anchor;
        this.platform = anchor == null ? null : platform(authorities);
    }

    private static X509ExtendedTrustManager platform(List<X509Certificate> authorities)
            throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("ca" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    void forget() {
        objection = null;
    }

    /** What was wrong with the server's certificate; null when nothing was, or none was seen. */
    @Nullable
    String objection() {
        return objection;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        if (platform == null) {
            return;
        }
        try {
            platform.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw object(whyNotTrusted(chain, e), e);
        }
        if (mode == SslMode.VERIFY_FULL) {
            checkName(platform, chain, authType, socket);
        }
    }

    /** The platform compares names when the socket says so; the chain is known to be good by now. */
    private void checkName(
            X509ExtendedTrustManager platform, X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        String host = socket instanceof SSLSocket ssl && ssl.getHandshakeSession() != null
                ? ssl.getHandshakeSession().getPeerHost()
                : null;
        try {
            platform.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw object(
                    "the server's certificate is for " + CertificateWords.names(chain[0]) + ", not for " + host
                            + " (ssl-mode verify-full)",
                    e);
        }
    }

    private CertificateException object(String words, CertificateException cause) {
        objection = words;
        return new CertificateException(words, cause);
    }

    private String whyNotTrusted(X509Certificate[] chain, CertificateException e) {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException expired) {
                return subject(chain, certificate) + " expired on "
                        + certificate.getNotAfter().toInstant();
            } catch (CertificateNotYetValidException early) {
                return subject(chain, certificate) + " is not valid before "
                        + certificate.getNotBefore().toInstant();
            }
        }
        if (CertificateWords.isPathMissing(e)) {
            return subject(chain, chain[0]) + " was issued by '"
                    + chain[chain.length - 1].getIssuerX500Principal() + "', which trust-anchor " + anchor
                    + " does not vouch for";
        }
        return subject(chain, chain[0]) + " is not acceptable: " + CertificateWords.rootMessage(e);
    }

    private static String subject(X509Certificate[] chain, X509Certificate certificate) {
        return (certificate == chain[0] ? "the server's certificate (" : "a certificate in the server's chain (")
                + certificate.getSubjectX500Principal() + ")";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkServerTrusted(chain, authType, (Socket) null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no engine is used here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("we are never the server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("we are never the server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("we are never the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return platform == null ? new X509Certificate[0] : platform.getAcceptedIssuers();
    }
}
