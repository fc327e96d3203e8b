package io.holdfast.store.tls;

import io.holdfast.config.BackendSettings.SslMode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Finds out why a connect failed, from what the handshake saw and what the driver says; errors of other kinds stay. */
final class HandshakeFailure {

    /** How the platform tells an alert of the server's (RFC 8446 §6). */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private enum Complaint {
        CLIENT_CERTIFICATE,
        NOTHING_IN_COMMON,
        HOST_NAME
    }

    private static final Map<String, Complaint> ALERTS = Map.ofEntries(
            Map.entry("certificate_required", Complaint.CLIENT_CERTIFICATE),
            Map.entry("bad_certificate", Complaint.CLIENT_CERTIFICATE),
            Map.entry("unsupported_certificate", Complaint.CLIENT_CERTIFICATE),
            Map.entry("certificate_revoked", Complaint.CLIENT_CERTIFICATE),
            Map.entry("certificate_expired", Complaint.CLIENT_CERTIFICATE),
            Map.entry("certificate_unknown", Complaint.CLIENT_CERTIFICATE),
            Map.entry("unknown_ca", Complaint.CLIENT_CERTIFICATE),
            Map.entry("access_denied", Complaint.CLIENT_CERTIFICATE),
            Map.entry("decrypt_error", Complaint.CLIENT_CERTIFICATE),
            Map.entry("handshake_failure", Complaint.NOTHING_IN_COMMON),
            Map.entry("protocol_version", Complaint.NOTHING_IN_COMMON),
            Map.entry("insufficient_security", Complaint.NOTHING_IN_COMMON),
            Map.entry("no_application_protocol", Complaint.NOTHING_IN_COMMON),
            Map.entry("unrecognized_name", Complaint.HOST_NAME));

    private final TlsHandshake handshake;

    HandshakeFailure(TlsHandshake handshake) {
        this.handshake = handshake;
    }

    /** @param noTls whether the server has no TLS */
    SQLException explained(SQLException e, boolean noTls) {
        SslMode mode = handshake.settings().mode();
        if (noTls) {
            return new TlsRefusedException(
                    "the server offers no TLS, and ssl-mode " + mode + " does not go without", e);
        }
        String words = handshake.wasTried() ? words(e) : null;
        if (words != null) {
            return new TlsRefusedException(words, e);
        }
        return handshake.wasAgreed() && "28000".equals(e.getSQLState()) ? notLetIn(e) : e;
    }

    private @Nullable String words(SQLException e) {
        String objection = handshake.trust().objection();
        if (objection != null) {
            return objection;
        }
        String alert = alert(e);
        if (alert != null) {
            return ofAlert(alert);
        }
        return CertificateWords.causeIs(e, IOException.class) ? ofBrokenConnection(e) : null;
    }

    /** A server that closes at once may do so before we have read its alert, which is lost then. */
    private @Nullable String ofBrokenConnection(SQLException e) {
        boolean agreed = handshake.wasAgreed();
        if (CertificateWords.causeIs(e, SocketTimeoutException.class)) {
            return agreed ? null : "the server did not answer in time while the handshake went on";
        }
        String end = "the connection ended " + (agreed ? "right after" : "during") + " the handshake ("
                + CertificateWords.rootMessage(e) + "); ";
        if (handshake.offered().wasAsked()) {
            return end + certificateQuestion();
        }
        return agreed
                ? null
                : end + "with no reason from the server, it may accept none of our protocol versions and cipher suites"
                        + suites();
    }

    private static @Nullable String alert(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            Matcher matcher = ALERT.matcher(String.valueOf(at.getMessage()));
            if (at instanceof SSLException && matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    private String ofAlert(String alert) {
        String said = " (it says '" + alert + "')";
        return switch (ALERTS.get(alert)) {
            case CLIENT_CERTIFICATE ->
                handshake.offered().identity() == null
                        ? "the server wants a client certificate, and cert-file and key-file are not given" + said
                        : "the server does not accept the client certificate "
                                + handshake.offered().identity() + said;
            case NOTHING_IN_COMMON ->
                handshake.offered().wasAsked() && handshake.offered().identity() == null
                        ? "the server wants a client certificate, and cert-file and key-file are not given" + said
                        : "the server accepts none of our protocol versions and cipher suites" + suites() + said;
            case HOST_NAME -> "the server does not know itself by the name we have for it" + said;
            case null -> "the server ended the handshake" + said;
        };
    }

    private String suites() {
        return handshake.settings().cipherSuites().isEmpty()
                ? ""
                : ", which cipher-list limits to "
                        + String.join(", ", handshake.settings().cipherSuites());
    }

    /** Encrypted, but not let in: an account may want a certificate, and databases are not clear about it. */
    private SQLException notLetIn(SQLException e) {
        return handshake.offered().wasAsked()
                ? new SQLException(e.getMessage() + "; " + certificateQuestion(), e.getSQLState(), e.getErrorCode(), e)
                : e;
    }

    private String certificateQuestion() {
        OfferedKey offered = handshake.offered();
        ClientIdentity identity = offered.identity();
        if (identity == null) {
            return "it asks for a client certificate, which this account may need, and cert-file and key-file are not given";
        }
        return offered.wasShown()
                ? "the client certificate " + identity + " was shown, and may not be the one it wants"
                : "it asks for a client certificate with a key of the kind " + offered.wanted() + ", and " + identity
                        + " has one of the kind " + identity.key().getAlgorithm();
    }
}
