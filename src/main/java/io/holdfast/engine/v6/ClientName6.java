package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.host.Reservation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client is called: as is reserved for it, else as it says. */
final class ClientName6 {

    private ClientName6() {}

    /** For the answer; absent when the client has not said what it is called. */
    static @Nullable ClientFqdn fqdn(Exchange6 x) {
        ClientFqdn said = x.query().name();
        String reserved = reserved(x);
        return said == null || reserved.isEmpty() ? said : said.renamed(reserved);
    }

    /** For the lease of this address; absent: of a prefix. Empty when it has no name. */
    static String forLease(Exchange6 x, @Nullable Ipv6Address address) {
        ClientFqdn fqdn = fqdn(x);
        return fqdn == null ? reserved(x) : fqdn.forLease(address);
    }

    private static String reserved(Exchange6 x) {
        Reservation host = x.host();
        return host == null ? "" : host.hostname().toLowerCase(Locale.ROOT);
    }
}
