package io.holdfast.store.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates made for one test run by the platform's keytool, as PEM files in a directory. */
final class TestCertificates {

    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    TestCertificates(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("all.p12");
    }

    /**
     * Two authorities, {@code ours} and {@code other}, and one that has expired before what it issued; servers and clients
     * with what can be wrong about them.
     */
    static TestCertificates standard(Path directory) {
        TestCertificates all = new TestCertificates(directory);
        all.authority("ours");
        all.authority("other");
        all.issue("good", "ours", "-ext", "san=dns:localhost,ip:127.0.0.1");
        all.issue("stranger", "other", "-ext", "san=dns:localhost,ip:127.0.0.1");
        all.issue("elsewhere", "ours", "-ext", "san=dns:db.example.org,ip:192.0.2.1");
        all.issue("expired", "ours", "-ext", "san=dns:localhost", "-startdate", "-9d", "-validity", "5");
        all.issue("future", "ours", "-ext", "san=dns:localhost", "-startdate", "+9d", "-validity", "5");
        all.authority("bygone", "-startdate", "-9d", "-validity", "5");
        all.issue("orphan", "bygone", "-ext", "san=dns:localhost");
        all.make("alone", "-ext", "san=dns:localhost");
        all.make("expired-alone", "-ext", "san=dns:localhost", "-startdate", "-9d", "-validity", "5");
        all.issue("client", "ours");
        all.issueRsa("rsa-client", "ours");
        all.issue("foreign-client", "other");
        all.issue("expired-client", "ours", "-startdate", "-9d", "-validity", "5");
        return all;
    }

    void authority(String name, String... options) {
        List<String> all = new ArrayList<>(List.of("-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign"));
        all.addAll(List.of(options));
        make(name, all.toArray(String[]::new));
    }

    /** A certificate by an authority made before. */
    void issue(String name, String authority, String... options) {
        List<String> all = new ArrayList<>(List.of("-signer", authority));
        all.addAll(List.of(options));
        make(name, all.toArray(String[]::new));
    }

    /** One of another kind of key than the elliptic curve all others have. */
    void issueRsa(String name, String authority) {
        make(name, "-signer", authority, "-keyalg", "RSA", "-keysize", "2048");
    }

    private void make(String name, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        if (!command.contains("-keyalg")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        run(command);
        try {
            export(name);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(command.getFirst(), e);
        }
    }

    private void export(String name) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        Certificate own = all.getCertificateChain(name)[0];
        Files.writeString(certificate(name), pem("CERTIFICATE", own.getEncoded()));
        Files.writeString(
                key(name),
                pem("PRIVATE KEY", all.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    Path key(String name) {
        return directory.resolve(name + "-key.pem");
    }

    PrivateKey privateKey(String name) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return (PrivateKey) all.getKey(name, PASSWORD.toCharArray());
    }

    static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }
}
