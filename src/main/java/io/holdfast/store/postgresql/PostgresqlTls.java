package io.holdfast.store.postgresql;

import io.holdfast.config.BackendSettings.TlsSettings;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Kea's TLS parameters in pgjdbc's words. Without {@code ssl-mode} a trust anchor means that the server's certificate is
 * checked, and a client certificate alone that the connection is encrypted.
 */
final class PostgresqlTls {

    private PostgresqlTls() {}

    static void configure(PGSimpleDataSource source, TlsSettings tls) throws SQLException {
        if (tls.cipherList() != null) {
            throw new SQLException("cipher-list is not for postgresql: its driver takes none", "08001");
        }
        source.setSslMode(tls.sslMode() != null ? tls.sslMode() : tls.trustAnchor() != null ? "verify-ca" : "require");
        if (tls.trustAnchor() != null) {
            source.setSslRootCert(tls.trustAnchor());
        }
        if (tls.certFile() != null) {
            source.setSslCert(tls.certFile());
        }
        if (tls.keyFile() != null) {
            source.setSslKey(tls.keyFile());
        }
    }
}
