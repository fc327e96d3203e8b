package io.holdfast.store.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.BackendSettings.SslMode;
import io.holdfast.config.BackendSettings.TlsSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a handshake says of itself when it did not come about. */
@Timeout(30)
class TlsHandshakeTests {

    private static final TlsSettings REQUIRE = new TlsSettings(SslMode.REQUIRE, null, null, null, List.of());

    @TempDir
    private Path directory;

    /** A server that accepts and is silent would make everybody wait who asks the socket for its session. */
    @Test
    void toAskWhetherThereWasOneStartsNone() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket plain = new Socket(silent.getInetAddress(), silent.getLocalPort());
                Socket accepted = silent.accept();
                TlsHandshake handshake = TlsHandshake.prepare(REQUIRE)) {
            handshake.over(plain, "localhost", silent.getLocalPort());
            assertThat(handshake.wasAgreed()).isFalse();
            assertThat(handshake.inUse()).isNull();
            plain.shutdownOutput();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void norDoesItGoOnWithOneThatTookTooLong() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket plain = new Socket(silent.getInetAddress(), silent.getLocalPort());
                Socket accepted = silent.accept();
                TlsHandshake handshake = TlsHandshake.prepare(REQUIRE)) {
            SSLSocket socket = handshake.over(plain, "localhost", silent.getLocalPort());
            socket.setSoTimeout(50);
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(0);
            assertThat(handshake.wasAgreed()).isFalse();
            assertThat(accepted.getInputStream().available()).isPositive();
        }
    }

    @Test
    void withoutAHandshakeNoNameIsAGoodOne() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        certificates.authority("ours");
        certificates.issue("good", "ours", "-ext", "san=dns:localhost");
        List<X509Certificate> ours = Certificates.ofFile("trust-anchor", certificates.certificate("ours"));
        X509Certificate[] chain = Certificates.ofFile("cert-file", certificates.certificate("good"))
                .toArray(X509Certificate[]::new);
        ServerTrust trust = new ServerTrust(SslMode.VERIFY_FULL, new Anchors("ours", ours));
        for (Socket socket : new Socket[] {
            null, new Socket(), SSLContext.getDefault().getSocketFactory().createSocket()
        }) {
            trust.forget();
            assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", socket))
                    .isInstanceOf(CertificateException.class)
                    .hasMessageContaining("the server's name cannot be checked");
            assertThat(trust.objection()).contains("cannot be checked");
        }
        new ServerTrust(SslMode.VERIFY_CA, new Anchors("ours", ours))
                .checkServerTrusted(chain, "UNKNOWN", (Socket) null);
    }
}
