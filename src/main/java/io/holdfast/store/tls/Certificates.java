package io.holdfast.store.tls;

import io.holdfast.store.tls.PemFile.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificates in PEM files. */
final class Certificates {

    private static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");

    /** With OpenSSL's opinion of what the certificate is good for behind it. */
    private static final String TRUSTED = "TRUSTED CERTIFICATE";

    private static final Logger log = LoggerFactory.getLogger(Certificates.class);
    private static final Set<Path> DENIED = ConcurrentHashMap.newKeySet();

    private Certificates() {}

    /** The certificates of one file, at least one, in their order. */
    static List<X509Certificate> ofFile(String parameter, Path file) throws TlsRefusedException {
        PemFile pem = PemFile.read(parameter, file);
        List<X509Certificate> certificates = in(pem);
        if (certificates.isEmpty()) {
            throw new TlsRefusedException(
                    "there is no certificate in " + pem.name() + " (a file in PEM form is needed)");
        }
        return certificates;
    }

    /** Those of a file, or of all files in a directory, where files without any or not for us, such as keys, do no harm. */
    static List<X509Certificate> ofAnchor(String parameter, Path anchor) throws TlsRefusedException {
        if (!Files.isDirectory(anchor)) {
            return ofFile(parameter, anchor);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : files(parameter, anchor)) {
            if (mayBeRead(parameter, file)) {
                certificates.addAll(in(PemFile.read(parameter, file)));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsRefusedException("there is no certificate in any file of the directory " + parameter + " "
                    + anchor + " that we may read");
        }
        return certificates;
    }

    /** Said once, as every connection reads the directory; and once more when it was readable in between. */
    private static boolean mayBeRead(String parameter, Path file) {
        boolean may = Files.isReadable(file) || Files.notExists(file);
        if (may) {
            DENIED.remove(file);
        } else if (DENIED.add(file)) {
            log.warn("{} {} is left out: permission denied", parameter, file);
        }
        return may;
    }

    private static List<Path> files(String parameter, Path directory) throws TlsRefusedException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new TlsRefusedException("cannot read the directory " + parameter + " " + directory, e);
        }
    }

    private static List<X509Certificate> in(PemFile pem) throws TlsRefusedException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : pem.blocks()) {
            if (block.label().equals(TRUSTED)) {
                throw new TlsRefusedException("a certificate in " + pem.name() + " has OpenSSL's own form '" + TRUSTED
                        + "', which is not known here; convert it with: openssl x509 -in " + pem.path()
                        + " -out NEW-FILE");
            }
            if (LABELS.contains(block.label())) {
                certificates.add(certificate(pem, block));
            }
        }
        return certificates;
    }

    private static X509Certificate certificate(PemFile pem, Block block) throws TlsRefusedException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.bytes()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new TlsRefusedException("a certificate in " + pem.name() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
