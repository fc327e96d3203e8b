package io.holdfast.store.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What is to be said about certificates in errors. */
final class CertificateWords {

    /** Kinds of alternative names (RFC 5280 §4.2.1.6). */
    private static final int DNS = 2;

    private static final int IP = 7;

    private CertificateWords() {}

    /** The names a certificate is for: its alternative names, or else its common name (RFC 6125 §6.4.4). */
    static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                return alternatives.stream()
                        .filter(name -> name.get(0).equals(DNS) || name.get(0).equals(IP))
                        .map(name -> String.valueOf(name.get(1)))
                        .collect(Collectors.joining(", "));
            }
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .collect(Collectors.joining(", "));
        } catch (CertificateParsingException | InvalidNameException e) {
            return "names that cannot be read (" + e.getMessage() + ")";
        }
    }

    /** Whether no way leads from the certificate to an authority that is trusted. */
    static boolean isPathMissing(Throwable e) {
        return causeIs(e, CertPathBuilderException.class);
    }

    static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    static boolean causeIs(Throwable e, Class<? extends Throwable> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
