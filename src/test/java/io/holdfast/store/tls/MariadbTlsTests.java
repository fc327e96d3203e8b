package io.holdfast.store.tls;

import java.nio.file.Path;

class MariadbTlsTests extends TlsContract {

    @Override
    TlsServer start(Path directory, TestCertificates certificates) throws Exception {
        return new MariadbTlsServer(directory, certificates);
    }
}
