package io.holdfast.store.tls;

import io.holdfast.store.tls.PemFile.Block;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * The certificate we show, with those that vouch for it, and its key.
 *
 * @param file what {@code cert-file} says, for errors
 */
record ClientIdentity(String file, List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    static ClientIdentity read(Path certFile, Path keyFile) throws TlsRefusedException {
        List<X509Certificate> chain = Certificates.ofFile("cert-file", certFile);
        PublicKey owner = chain.getFirst().getPublicKey();
        PemFile pem = PemFile.read("key-file", keyFile);
        PrivateKey key = key(pem, owner, "cert-file " + certFile);
        if (!belong(owner, key)) {
            throw stranger(pem, "cert-file " + certFile, null);
        }
        return new ClientIdentity(certFile.toString(), chain, key);
    }

    /** @param keyType what the platform calls a kind of key, as in {@code EC}, {@code RSA}, {@code RSASSA-PSS} */
    boolean fits(String keyType) {
        return keyType.startsWith(key.getAlgorithm());
    }

    @Override
    public String toString() {
        return file + " (" + chain.getFirst().getSubjectX500Principal() + ")";
    }

    private static PrivateKey key(PemFile pem, PublicKey owner, String certificate) throws TlsRefusedException {
        Block block = pem.blocks().stream()
                .filter(b -> b.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new TlsRefusedException(
                        "there is no private key in " + pem.name() + " (a file in PEM form is needed)"));
        if (block.isEncrypted() || block.label().startsWith("ENCRYPTED")) {
            throw new TlsRefusedException("the key in " + pem.name()
                    + " is encrypted, and there is nobody to ask for its password; decrypt it with: openssl pkey -in "
                    + pem.path() + " -out NEW-FILE");
        }
        try {
            return KeyFactory.getInstance(owner.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(pem, block, owner, certificate)));
        } catch (InvalidKeySpecException e) {
            throw stranger(pem, certificate, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsRefusedException("the key in " + pem.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** RFC 5958. The older forms lack the algorithm and, at times, the curve: the certificate's key has both. */
    private static byte[] pkcs8(PemFile pem, Block block, PublicKey owner, String certificate)
            throws TlsRefusedException {
        String algorithm = switch (block.label()) {
            case "PRIVATE KEY" -> "";
            case "RSA PRIVATE KEY" -> "RSA"; // PKCS #1, RFC 8017
            case "EC PRIVATE KEY" -> "EC"; // SEC 1, RFC 5915
            default ->
                throw new TlsRefusedException("the key in " + pem.name() + " has the form '" + block.label()
                        + "', which is not known here; convert it with: openssl pkey -in " + pem.path()
                        + " -out NEW-FILE");
        };
        byte[] bytes = block.bytes();
        if (algorithm.isEmpty()) {
            return bytes;
        }
        if (!owner.getAlgorithm().equals(algorithm)) {
            throw stranger(pem, certificate, null);
        }
        return Der.element(
                Der.SEQUENCE, VERSION_0, Der.first(owner.getEncoded()), Der.element(Der.OCTET_STRING, bytes));
    }

    /** What one signs, the other must confirm. */
    private static boolean belong(PublicKey owner, PrivateKey key) throws TlsRefusedException {
        String algorithm = switch (owner.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> owner.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(owner);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new TlsRefusedException("a key of the type " + owner.getAlgorithm() + " cannot be used: " + e, e);
        }
    }

    private static TlsRefusedException stranger(
            PemFile pem, String certificate, @org.jspecify.annotations.Nullable Exception cause) {
        return new TlsRefusedException(
                "the key in " + pem.name() + " is not the one of the certificate in " + certificate, cause);
    }
}
