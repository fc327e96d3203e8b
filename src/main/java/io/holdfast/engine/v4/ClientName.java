package io.holdfast.engine.v4;

import io.holdfast.engine.HostNames;
import io.holdfast.engine.NameRules;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the client calls itself (option 81, RFC 4702, else option 12), and what becomes of that.
 *
 * @param said a domain name with a dot at its end when it is full, or a host name; absent when the client does not say, or
 *     in a way that cannot be read
 * @param fqdnHeader the first three bytes of the answer's option 81: a server that makes no DNS updates sets N, clears S,
 *     and O says whether that is another S than the client's; absent when the answer is option 12
 */
record ClientName(@Nullable String said, byte @Nullable [] fqdnHeader, boolean missing) {

    static final int FLAG_E = 4;
    private static final int FLAG_S = 1;
    private static final int FLAG_O = 2;
    private static final int FLAG_N = 8;

    private static final ClientName MISSING = new ClientName(null, null, true);
    private static final ClientName UNREADABLE = new ClientName(null, null, false);

    static ClientName in(Message4 message) {
        byte[] fqdn = message.option(OptionCode4.CLIENT_FQDN);
        if (fqdn != null) {
            return ofFqdn(fqdn);
        }
        byte[] hostname = message.option(OptionCode4.HOST_NAME);
        return hostname == null
                ? MISSING
                : new ClientName(new String(hostname, StandardCharsets.ISO_8859_1).strip(), null, false);
    }

    private static ClientName ofFqdn(byte[] option) {
        if (option.length < 3 || (option[0] & (FLAG_S | FLAG_N)) == (FLAG_S | FLAG_N)) {
            return UNREADABLE;
        }
        int flags = FLAG_N | option[0] & FLAG_E | ((option[0] & FLAG_S) != 0 ? FLAG_O : 0);
        String said = (flags & FLAG_E) != 0
                ? HostNames.fromLabels(option, 3)
                : new String(option, 3, option.length - 3, StandardCharsets.ISO_8859_1);
        byte[] header = {(byte) flags, option[1], option[2]};
        return said == null ? UNREADABLE : new ClientName(said, header, false);
    }

    boolean isFqdn() {
        return fqdnHeader != null;
    }

    /**
     * The name the client is to have.
     *
     * @param reserved for it; empty: none
     * @return empty when it is to be made from the address; absent when the client has none
     */
    @Nullable
    String settled(NameRules rules, String reserved) {
        if (!reserved.isEmpty()) {
            return rules.qualified(reserved, isFqdn());
        }
        if (said == null) {
            return missing && rules.suppliesMissing() ? "" : null;
        }
        return isFqdn() ? rules.ofDomainName(said) : rules.ofHostName(said);
    }
}
