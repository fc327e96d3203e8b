package io.holdfast.store.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/** Certificates and private keys in the forms that tools write, and files that are none. */
class PemFilesTests {

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void make() {
        certificates = new TestCertificates(directory);
        certificates.authority("ca");
        certificates.issue("ec", "ca");
        certificates.issue("other", "ca");
        certificates.issueRsa("rsa", "ca");
        certificates.issue("ed", "ca", "-keyalg", "Ed25519");
    }

    private static ClientIdentity identity(String certificate, Path key) throws TlsRefusedException {
        return ClientIdentity.read(certificates.certificate(certificate), key);
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    /** What is inside of PKCS #8: its last element, which is what the older forms consist of. */
    private static byte[] inner(String name) throws Exception {
        byte[] pkcs8 = certificates.privateKey(name).getEncoded();
        byte[] algorithm = Der.first(Certificates.ofFile("cert-file", certificates.certificate(name))
                .getFirst()
                .getPublicKey()
                .getEncoded());
        for (int at = 0; at < pkcs8.length; at++) {
            if (Arrays.equals(
                    Arrays.copyOfRange(pkcs8, at, Math.min(pkcs8.length, at + algorithm.length)), algorithm)) {
                int octets = at + algorithm.length;
                int header = (pkcs8[octets + 1] & 0x80) == 0 ? 2 : 2 + (pkcs8[octets + 1] & 0x7f);
                return Arrays.copyOfRange(pkcs8, octets + header, pkcs8.length);
            }
        }
        throw new AssertionError("no algorithm in the key of " + name);
    }

    @ParameterizedTest
    @CsvSource({"ec", "rsa", "ed"})
    void pkcs8(String name) throws Exception {
        assertThat(identity(name, certificates.key(name)).key()).isEqualTo(certificates.privateKey(name));
    }

    @Test
    void pkcs1() throws Exception {
        Path key = file("pkcs1.pem", TestCertificates.pem("RSA PRIVATE KEY", inner("rsa")));
        assertThat(identity("rsa", key).key()).isEqualTo(certificates.privateKey("rsa"));
    }

    /** Without the curve in it, as some tools leave it out. */
    @Test
    void sec1() throws Exception {
        Path key = file("sec1.pem", TestCertificates.pem("EC PRIVATE KEY", inner("ec")));
        assertThat(identity("ec", key).key()).isEqualTo(certificates.privateKey("ec"));
    }

    private static Path openSsl(String name, String... arguments) throws Exception {
        Path out = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-out", out.toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return out;
        } catch (IOException e) {
            throw new TestAbortedException("NOT TRIED WITH OPENSSL'S FILES: no openssl here", e);
        }
    }

    @Test
    void theOlderFormsAsOpenSslWritesThem() throws Exception {
        Path rsa = openSsl(
                "rsa-openssl.pem",
                "pkey",
                "-traditional",
                "-in",
                certificates.key("rsa").toString());
        Path ec = openSsl(
                "ec-openssl.pem",
                "pkey",
                "-traditional",
                "-in",
                certificates.key("ec").toString());
        assertThat(text(rsa)).contains("BEGIN RSA PRIVATE KEY");
        assertThat(text(ec)).contains("BEGIN EC PRIVATE KEY");
        assertThat(identity("rsa", rsa).key()).isEqualTo(certificates.privateKey("rsa"));
        assertThat(identity("ec", ec).key().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void aKeyBehindItsParametersAndItsCertificate() throws Exception {
        Path parameters = openSsl("parameters.pem", "ecparam", "-name", "prime256v1");
        Path all = file(
                "all.pem",
                "some words\n" + text(parameters) + text(certificates.key("ec"))
                        + text(certificates.certificate("ec")));
        assertThat(ClientIdentity.read(all, all).key()).isEqualTo(certificates.privateKey("ec"));
    }

    @Test
    void encryptedKeysAreRefusedWithTheRemedy() throws Exception {
        String in = certificates.key("rsa").toString();
        for (Path key : List.of(
                openSsl("enc8.pem", "pkey", "-aes256", "-passout", "pass:sesame", "-in", in),
                openSsl("enc1.pem", "rsa", "-traditional", "-aes256", "-passout", "pass:sesame", "-in", in))) {
            assertThatThrownBy(() -> identity("rsa", key))
                    .isInstanceOf(TlsRefusedException.class)
                    .hasMessage("TLS: the key in key-file " + key
                            + " is encrypted, and there is nobody to ask for its password; decrypt it with: openssl"
                            + " pkey -in " + key + " -out NEW-FILE");
        }
    }

    @ParameterizedTest
    @CsvSource({"ec,other", "ec,rsa", "rsa,ec", "ec,ed"})
    void aKeyOfAnotherCertificate(String certificate, String key) {
        assertThatThrownBy(() -> identity(certificate, certificates.key(key)))
                .hasMessage("TLS: the key in key-file " + certificates.key(key)
                        + " is not the one of the certificate in cert-file " + certificates.certificate(certificate));
    }

    @Test
    void anOlderFormOfAKeyOfAnotherCertificate() throws Exception {
        Path key = file("stranger.pem", TestCertificates.pem("EC PRIVATE KEY", inner("ec")));
        assertThatThrownBy(() -> identity("rsa", key)).hasMessageContaining("is not the one of the certificate in");
    }

    @Test
    void formsNobodyKnows() throws Exception {
        Path key = file("ssh.pem", TestCertificates.pem("OPENSSH PRIVATE KEY", new byte[] {1, 2}));
        assertThatThrownBy(() -> identity("ec", key))
                .hasMessageContaining("has the form 'OPENSSH PRIVATE KEY', which is not known here; convert it with");
    }

    @Test
    void filesWithoutWhatIsLookedFor() throws Exception {
        Path empty = file("empty.pem", "nothing here\n");
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", empty))
                .hasMessage(
                        "TLS: there is no certificate in trust-anchor " + empty + " (a file in PEM form is needed)");
        assertThatThrownBy(() -> identity("ec", certificates.certificate("ec")))
                .hasMessageContaining("there is no private key in key-file");
        Path none = Files.createDirectory(directory.resolve("none"));
        Files.copy(certificates.key("ec"), none.resolve("key.pem"));
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", none))
                .hasMessage("TLS: there is no certificate in any file of the directory trust-anchor " + none
                        + " that we may read");
        Path missing = directory.resolve("missing.pem");
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", missing))
                .hasMessage("TLS: cannot read trust-anchor " + missing + ": there is no such file");
    }

    @Test
    void theFormThatIsOpenSslsOwn() throws Exception {
        Path trusted = openSsl(
                "trusted.pem",
                "x509",
                "-trustout",
                "-addtrust",
                "serverAuth",
                "-in",
                certificates.certificate("ca").toString());
        Path mixed = file("mixed.pem", text(certificates.certificate("ca")) + text(trusted));
        for (Path file : List.of(trusted, mixed)) {
            assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", file))
                    .isInstanceOf(TlsRefusedException.class)
                    .hasMessage("TLS: a certificate in trust-anchor " + file + " has OpenSSL's own form 'TRUSTED"
                            + " CERTIFICATE', which is not known here; convert it with: openssl x509 -in " + file
                            + " -out NEW-FILE");
        }
    }

    @Test
    void whatMayNotBeReadInADirectoryIsLeftOutAndSaidOnce() throws Exception {
        Path authorities = Files.createDirectory(directory.resolve("authorities"));
        Path secret = Files.copy(certificates.key("ec"), authorities.resolve("key.pem"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(secret)) {
            throw new TestAbortedException("NOT TRIED: this user may read everything");
        }
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", authorities))
                .hasMessageEndingWith("in any file of the directory trust-anchor " + authorities + " that we may read");
        Files.copy(certificates.certificate("ca"), authorities.resolve("ca.pem"));
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Certificates.class);
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.WARN);
        try {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            Certificates.ofAnchor("trust-anchor", authorities);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
            for (int times = 0; times < 3; times++) {
                assertThat(Certificates.ofAnchor("trust-anchor", authorities)).hasSize(1);
            }
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("trust-anchor " + secret + " is left out: permission denied");
    }

    @Test
    void damagedFiles() throws Exception {
        String whole = text(certificates.certificate("ca"));
        Path cut = file("cut.pem", whole + whole.substring(0, 200));
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", cut))
                .hasMessage("TLS: trust-anchor " + cut + " is damaged: a block has a BEGIN line but no END line");
        Path mangled = file("mangled.pem", whole.replaceFirst("\n", "\n*"));
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", mangled))
                .hasMessageStartingWith("TLS: a certificate in trust-anchor " + mangled + " cannot be read: ");
        Path noCertificate = file("no-certificate.pem", TestCertificates.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> Certificates.ofAnchor("trust-anchor", noCertificate))
                .hasMessageStartingWith("TLS: a certificate in trust-anchor " + noCertificate + " cannot be read: ");
        Path key = file("broken-key.pem", text(certificates.key("ec")).replaceFirst("\n", "\n*"));
        assertThatThrownBy(() -> identity("ec", key))
                .hasMessageStartingWith("TLS: the key in key-file " + key + " cannot be read: ");
    }

    @Test
    void manyCertificatesInOneFile() throws Exception {
        Path chain = file(
                "chain.pem",
                text(certificates.certificate("ec")) + "and its issuer\r\n"
                        + text(certificates.certificate("ca")).replace("\n", "\r\n"));
        assertThat(Certificates.ofFile("cert-file", chain))
                .extracting(c -> c.getSubjectX500Principal().getName())
                .containsExactly("CN=ec", "CN=ca");
    }
}
