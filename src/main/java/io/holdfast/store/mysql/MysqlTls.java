package io.holdfast.store.mysql;

import io.holdfast.config.BackendSettings.TlsSettings;
import java.util.Properties;

/** Kea's TLS parameters in Connector/J's words. */
final class MysqlTls {
    private MysqlTls() {}

    static void configure(Properties properties, TlsSettings tls) {
        properties.setProperty("sslMode", "REQUIRED");
    }
}
