package io.holdfast.store.mysql;

import io.holdfast.config.BackendSettings.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kea's TLS parameters in Connector/J's words. The driver reads key stores, not PEM files, so these are made for the time
 * of connecting, and anew each time, because certificates are renewed. What cannot be had as asked for is an error.
 */
final class MysqlTls implements AutoCloseable {

    private final List<Path> stores = new ArrayList<>();

    void configure(Properties properties, TlsSettings tls) throws SQLException {
        properties.setProperty("sslMode", mode(tls));
        try {
            if (tls.trustAnchor() != null) {
                store(properties, "trustCertificate", trust(Path.of(tls.trustAnchor())));
            }
            if (tls.certFile() != null && tls.keyFile() != null) {
                store(properties, "clientCertificate", identity(Path.of(tls.certFile()), Path.of(tls.keyFile())));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new SQLException("cannot use the TLS files: " + e.getMessage(), "08001", e);
        }
        if (tls.cipherList() != null) {
            properties.setProperty("tlsCiphersuites", suites(tls.cipherList()));
        }
    }

    private static String mode(TlsSettings tls) throws SQLException {
        return switch (tls.sslMode()) {
            case null -> tls.trustAnchor() != null ? "VERIFY_CA" : "REQUIRED";
            case "disable" -> "DISABLED";
            case "prefer" -> "PREFERRED";
            case "require" -> "REQUIRED";
            case "verify-ca" -> "VERIFY_CA";
            case "verify-full" -> "VERIFY_IDENTITY";
            default -> throw new SQLException("unknown ssl-mode '" + tls.sslMode() + "'", "08001");
        };
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** A file with certificates, or a directory of such files. */
    private static KeyStore trust(Path anchor) throws IOException, GeneralSecurityException {
        List<Path> files;
        try (Stream<Path> entries = Files.isDirectory(anchor) ? Files.list(anchor) : Stream.of(anchor)) {
            files = entries.filter(Files::isRegularFile).toList();
        }
        KeyStore store = empty();
        for (Path file : files) {
            for (Certificate certificate : certificates(file)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException("no certificate in " + anchor);
        }
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static KeyStore identity(Path certFile, Path keyFile) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "client", key(keyFile), new char[0], certificates(certFile).toArray(Certificate[]::new));
        return store;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
        int end = text.indexOf("-----END PRIVATE KEY-----");
        if (begin < 0 || end < begin) {
            throw new IOException(file + " is no unencrypted PKCS #8 key in PEM form; make one with openssl pkcs8"
                    + " -topk8 -nocrypt -in " + file);
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(text.indexOf('\n', begin), end));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                continue; // a key of another algorithm
            }
        }
        throw new IOException(file + " holds a key that is neither RSA nor EC nor EdDSA");
    }

    private void store(Properties properties, String prefix, KeyStore store)
            throws IOException, GeneralSecurityException {
        String password = UUID.randomUUID().toString();
        if (store.isKeyEntry("client")) {
            Certificate[] chain = store.getCertificateChain("client");
            store.setKeyEntry("client", store.getKey("client", new char[0]), password.toCharArray(), chain);
        }
        Path file = Files.createTempFile("holdfast", ".p12"); // readable by us only
        stores.add(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        properties.setProperty(prefix + "KeyStoreUrl", file.toUri().toString());
        properties.setProperty(prefix + "KeyStoreType", "PKCS12");
        properties.setProperty(prefix + "KeyStorePassword", password);
    }

    private static String suites(String openSslNames) throws SQLException {
        List<String> suites = new ArrayList<>();
        for (String name : openSslNames.split("[:, ]+")) {
            suites.add(suite(name));
        }
        return String.join(",", suites);
    }

    /** {@code ECDHE-RSA-AES256-GCM-SHA384} is {@code TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384}; TLS 1.3 names are the same. */
    private static String suite(String name) throws SQLException {
        if (name.startsWith("TLS_")) {
            return name;
        }
        List<String> parts = Arrays.asList(name.toUpperCase(Locale.ROOT).split("-"));
        int cipher = firstCipher(parts);
        if (cipher < 1) {
            throw new SQLException("cipher-list: '" + name + "' is no name of a cipher suite we know", "08001");
        }
        String exchange = String.join("_", parts.subList(0, cipher));
        String rest = parts.subList(cipher, parts.size()).stream()
                .map(part -> part.replaceFirst("^AES(\\d+)$", "AES_$1"))
                .collect(Collectors.joining("_"));
        return "TLS_" + exchange + "_WITH_" + (rest.equals("CHACHA20_POLY1305") ? rest + "_SHA256" : rest);
    }

    private static int firstCipher(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).startsWith("AES") || parts.get(i).equals("CHACHA20")) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws SQLException {
        @Nullable IOException failure = null;
        for (Path file : stores) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new SQLException("cannot remove a temporary key store", "08001", failure);
        }
    }
}
