package io.holdfast.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code control-sockets}. */
public sealed interface ControlSocketSettings {

    /** A UNIX socket at this path. */
    record Unix(String path) implements ControlSocketSettings {}

    /** Kea's command protocol over HTTP. */
    record Http(String address, int port, @Nullable BasicAuthentication authentication, List<Header> headers)
            implements ControlSocketSettings {}

    record Header(String name, String value) {}

    record BasicAuthentication(String realm, List<Client> clients) {}

    /**
     * Name and password as text or as files below {@code directory}; {@link #toString} shows no password. Without user and
     * userFile the password file holds {@code user:password}.
     */
    record Client(
            @Nullable String user,
            @Nullable String userFile,
            @Nullable String password,
            @Nullable String passwordFile,
            String directory) {

        @Override
        public String toString() {
            return "Client[" + (user != null ? user : userFile) + "]";
        }
    }
}
