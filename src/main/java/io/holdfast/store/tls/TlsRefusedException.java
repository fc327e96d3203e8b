package io.holdfast.store.tls;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection that TLS does not allow, by our rules or the server's; the message says why, for the operator. */
public final class TlsRefusedException extends SQLException {

    private static final long serialVersionUID = 1L;

    /**
     * "Server rejected the connection": it counts as unreachable, and is tried again, since files and servers get mended;
     * but it is there, and connections that are open go on serving.
     */
    private static final String STATE = "08004";

    TlsRefusedException(String message, @Nullable Throwable cause) {
        super("TLS: " + message, STATE, cause);
    }

    TlsRefusedException(String message) {
        this(message, null);
    }
}
