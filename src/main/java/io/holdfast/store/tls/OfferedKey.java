package io.holdfast.store.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the configured client certificate to whoever asks, as OpenSSL does: whether its issuer is accepted is for the
 * server to say, and it says so. Remembers what it was asked for.
 */
final class OfferedKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";

    private final @Nullable ClientIdentity identity;
    private final Set<String> wanted = new ConcurrentSkipListSet<>();
    private volatile boolean shown;

    OfferedKey(@Nullable ClientIdentity identity) {
        this.identity = identity;
    }

    void forget() {
        wanted.clear();
        shown = false;
    }

    /** Whether the server wanted a certificate. */
    boolean wasAsked() {
        return !wanted.isEmpty();
    }

    /** Whether we had one with a key of a kind that was wanted. */
    boolean wasShown() {
        return shown;
    }

    /** The kinds of keys that were wanted, as in {@code EC, RSA}. */
    String wanted() {
        return String.join(", ", wanted);
    }

    @Nullable
    ClientIdentity identity() {
        return identity;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        List<String> types = List.of(keyTypes);
        wanted.addAll(types);
        if (identity == null || types.stream().noneMatch(identity::fits)) {
            return null;
        }
        shown = true;
        return ALIAS;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity == null ? null : identity.key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return identity == null ? new String[0] : new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // we are never the server
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
