package io.holdfast.store.tls;

import java.nio.file.Path;

class MysqlTlsTests extends TlsContract {

    @Override
    TlsServer start(Path directory, TestCertificates certificates) throws Exception {
        return RealMysqlTlsServer.start(certificates);
    }
}
