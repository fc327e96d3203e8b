package io.holdfast.store.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of {@code trust-anchor}. The platform never looks at the dates of those it trusts (RFC 5280 §6.1 leaves
 * them out), which is why only those that are valid now are shown to it.
 *
 * @param name what {@code trust-anchor} says
 */
record Anchors(String name, List<X509Certificate> certificates) {

    /** Null when none is valid now: the platform does not work with nothing to trust. */
    @Nullable
    X509ExtendedTrustManager platform() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (X509Certificate certificate : certificates) {
            if (outdated(certificate) == null) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    boolean areAllOutdated() {
        return certificates.stream().allMatch(certificate -> outdated(certificate) != null);
    }

    /** The one that would vouch for a certificate of the chain if it were valid. */
    Optional<X509Certificate> outdatedIssuer(X509Certificate[] chain) {
        Predicate<X509Certificate> issued = anchor ->
                Arrays.stream(chain).anyMatch(c -> c.getIssuerX500Principal().equals(anchor.getSubjectX500Principal()));
        return certificates.stream()
                .filter(anchor -> outdated(anchor) != null)
                .filter(issued)
                .findFirst();
    }

    /** Why a certificate is not valid now; null when it is. */
    static @Nullable String outdated(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return null;
        } catch (CertificateExpiredException e) {
            return "expired on " + certificate.getNotAfter().toInstant();
        } catch (CertificateNotYetValidException e) {
            return "is not valid before " + certificate.getNotBefore().toInstant();
        }
    }
}
