package io.holdfast.store.tls;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A real database server whose TLS can be changed while it runs. It accepts, below TLS 1.3, only ECDHE with AES 256 and
 * GCM, and client certificates by the authority {@code ours}.
 */
interface TlsServer extends AutoCloseable {

    /** Users {@code plain}, whom a password suffices, and {@code certified}, who must show a certificate. */
    String PLAIN = "plain";

    String CERTIFIED = "certified";
    String PASSWORD = "sesame";

    /** postgresql or mysql. */
    String type();

    int port();

    /** A database that both users may use. */
    String database();

    /** Shows this certificate from now on; returns when new connections see it. */
    void show(Path certificate, Path key) throws Exception;

    /** Offers TLS or not from now on. */
    void offer(boolean tls) throws Exception;

    /** The cipher suite of the session as the server sees it; empty when it is in clear text. */
    String cipher(Connection connection) throws SQLException;

    /** Whether clients may have another kind of key than the server's, also in TLS 1.2. */
    default boolean takesOtherKeys() {
        return true;
    }

    @Override
    void close();
}
