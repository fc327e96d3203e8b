package io.holdfast.store.tls;

import io.holdfast.config.BackendSettings.SslMode;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether to believe a server's certificate. The platform decides, first about the chain and then about the name, so that
 * we can tell which it was; what was wrong is remembered, because drivers keep only parts of an exception.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private final SslMode mode;
    private final @Nullable Anchors anchors;
    private final @Nullable X509ExtendedTrustManager platform;
    private volatile @Nullable String objection;

    /** @param anchors without them every certificate is believed */
    ServerTrust(SslMode mode, @Nullable Anchors anchors) throws GeneralSecurityException {
        this.mode = mode;
        this.anchors = anchors;
        this.platform = anchors == null ? null : anchors.platform();
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
        if (anchors == null) {
            return;
        }
        try {
            chain[0].checkValidity(); // which the platform skips for a certificate that is an anchor itself
            if (platform == null) {
                throw new CertificateException("no anchor is valid now");
            }
            platform.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw object(whyNotTrusted(anchors, chain, e), e);
        }
        if (mode == SslMode.VERIFY_FULL) {
            checkName(anchors, platform, chain, authType, socket);
        }
    }

    /** The platform compares names when the socket says so; the chain is known to be good by now. */
    private void checkName(
            Anchors anchors,
            X509ExtendedTrustManager platform,
            X509Certificate[] chain,
            String authType,
            @Nullable Socket socket)
            throws CertificateException {
        SSLSession session = socket instanceof SSLSocket ssl ? ssl.getHandshakeSession() : null;
        if (session == null) {
            throw object("the server's name cannot be checked: no handshake is going on (ssl-mode verify-full)", null);
        }
        try {
            platform.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw object(
                    isWrongName(e)
                            ? "the server's certificate is for " + CertificateWords.names(chain[0]) + ", not for "
                                    + session.getPeerHost() + " (ssl-mode verify-full)"
                            : whyNotTrusted(anchors, chain, e),
                    e);
        }
    }

    /** With a socket the platform looks at algorithms once more, too; that has an exception type of its own. */
    private static boolean isWrongName(CertificateException e) {
        return e.getClass() == CertificateException.class;
    }

    private CertificateException object(String words, @Nullable CertificateException cause) {
        objection = words;
        return new CertificateException(words, cause);
    }

    private static String whyNotTrusted(Anchors anchors, X509Certificate[] chain, CertificateException e) {
        for (X509Certificate certificate : chain) {
            String outdated = Anchors.outdated(certificate);
            if (outdated != null) {
                return subject(chain, certificate) + " " + outdated;
            }
        }
        Optional<X509Certificate> issuer = anchors.outdatedIssuer(chain);
        if (issuer.isPresent()) {
            return subject(chain, chain[0]) + " was issued by '" + issuer.get().getSubjectX500Principal()
                    + "', whose own certificate in trust-anchor " + anchors.name() + " "
                    + Anchors.outdated(issuer.get());
        }
        if (CertificateWords.isPathMissing(e) || anchors.areAllOutdated()) {
            return subject(chain, chain[0]) + " was issued by '"
                    + chain[chain.length - 1].getIssuerX500Principal() + "', which trust-anchor " + anchors.name()
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
