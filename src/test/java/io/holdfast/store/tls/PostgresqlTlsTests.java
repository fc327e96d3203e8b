package io.holdfast.store.tls;

import java.nio.file.Path;

class PostgresqlTlsTests extends TlsContract {

    @Override
    TlsServer start(Path directory, TestCertificates certificates) throws Exception {
        return new PostgresqlTlsServer(directory, certificates);
    }
}
