package io.holdfast.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One configured database ({@code lease-database}, or one of {@code hosts-databases} or {@code config-databases}), all parameters of Kea with their
 * defaults filled in.
 *
 * @param name of the database; for memfile the lease file, absent for the default
 * @param password never shown: {@link #toString} leaves it out
 * @param hosts servers of one database, of which the one that takes changes is used; at least one
 * @param connectTimeout seconds; readTimeout, writeTimeout, tcpUserTimeout likewise, 0 for none
 * @param reconnectWaitMillis {@code reconnect-wait-time}
 * @param lfcInterval seconds between clean-ups of the lease file, 0 for none (memfile)
 * @param maxRowErrors unreadable rows tolerated when a lease file is read, 0 for any number (memfile)
 */
public record BackendSettings(
        Type type,
        @Nullable String name,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordFile,
        List<HostPort> hosts,
        boolean persist,
        boolean readonly,
        long lfcInterval,
        long maxRowErrors,
        int connectTimeout,
        int readTimeout,
        int writeTimeout,
        int tcpUserTimeout,
        long maxReconnectTries,
        long reconnectWaitMillis,
        OnFail onFail,
        boolean retryOnStartup,
        Optional<TlsSettings> tls) {

    private static final int SILENCE_LIMIT_SECONDS = 8;

    public enum Type {
        MEMFILE,
        MYSQL,
        POSTGRESQL
    }

    /** {@code on-fail}: what to do while a lost database is away, and when it does not come back. */
    public enum OnFail {
        STOP_RETRY_EXIT,
        SERVE_RETRY_EXIT,
        SERVE_RETRY_CONTINUE
    }

    /** {@code ssl-mode}: whether clear text may be, and what the server's certificate is checked against. */
    public enum SslMode {
        /** Clear text only. */
        DISABLE,
        /** Clear text where the server has no TLS. */
        PREFER,
        /** TLS; the certificate is checked when there is a trust anchor, as libpq does. */
        REQUIRE,
        /** The certificate comes from a trust anchor. */
        VERIFY_CA,
        /** That, and it is for the host we connect to. */
        VERIFY_FULL;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How connections are encrypted; files are absent where not given.
     *
     * @param trustAnchor a PEM file, or a directory of them; certFile and keyFile are files
     * @param cipherSuites the Java platform's names; empty for its own choice
     */
    public record TlsSettings(
            SslMode mode,
            @Nullable String trustAnchor,
            @Nullable String certFile,
            @Nullable String keyFile,
            List<String> cipherSuites) {}

    /** Seconds for which a connection may be silent before the server counts as lost: as configured, or our safe limit. */
    public int silenceLimit() {
        int configured = Math.max(tcpUserTimeout, Math.max(readTimeout, writeTimeout));
        return configured > 0 ? configured : SILENCE_LIMIT_SECONDS;
    }

    /** The same, waited for when it is away at the start. */
    public BackendSettings retryingOnStartup() {
        return new BackendSettings(
                type,
                name,
                user,
                password,
                passwordFile,
                hosts,
                persist,
                readonly,
                lfcInterval,
                maxRowErrors,
                connectTimeout,
                readTimeout,
                writeTimeout,
                tcpUserTimeout,
                maxReconnectTries,
                reconnectWaitMillis,
                onFail,
                true,
                tls);
    }

    /** The only server, or the first of several. */
    public HostPort host() {
        return hosts.getFirst();
    }

    @Override
    public String toString() {
        String shown = type.name().toLowerCase(Locale.ROOT);
        return type == Type.MEMFILE
                ? shown
                : shown + " " + name + " at "
                        + hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }
}
