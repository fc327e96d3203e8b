package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.config.Subnet6;
import io.holdfast.engine.HostNames;
import io.holdfast.engine.NameRules;
import io.holdfast.host.Reservation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client is called: as is reserved for it, else as it says, as far as that is wanted. */
final class ClientName6 {

    private ClientName6() {}

    /**
     * Option 39 of the answer, without code and length; absent when the client has not said what it is called, or nothing
     * is left of that.
     *
     * @param address the client's first; absent: it has none
     */
    static byte @Nullable [] payload(Exchange6 x, @Nullable Ipv6Address address) {
        ClientFqdn said = x.query().name();
        String name = said == null ? null : settled(x, said, address);
        if (said == null || name == null) {
            return null;
        }
        return said.payload(name.isEmpty() && address != null ? made(x, address) : name);
    }

    /** For the lease of this address; absent: of a prefix. Empty when it has no name. */
    static String forLease(Exchange6 x, @Nullable Ipv6Address address) {
        ClientFqdn said = x.query().name();
        if (said == null) {
            return reserved(x).toLowerCase(Locale.ROOT);
        }
        String name = settled(x, said, address);
        if (name == null) {
            return "";
        }
        return HostNames.shown(name.isEmpty() && address != null ? made(x, address) : name);
    }

    /** Whether the name of that lease is from its address: it is told and stored anew each time. */
    static boolean isMade(Exchange6 x, @Nullable Ipv6Address address) {
        ClientFqdn said = x.query().name();
        return said != null && address != null && "".equals(settled(x, said, address));
    }

    private static @Nullable String settled(Exchange6 x, ClientFqdn said, @Nullable Ipv6Address address) {
        NameRules rules = rules(x, address);
        String reserved = reserved(x);
        if (rules == null) {
            return said.said();
        }
        return reserved.isEmpty() ? rules.ofDomainName(said.said()) : rules.qualified(reserved, true);
    }

    private static String made(Exchange6 x, Ipv6Address address) {
        NameRules rules = rules(x, address);
        return rules == null ? "" : rules.made(address, true);
    }

    /** Absent when the client is in no subnet. */
    private static @Nullable NameRules rules(Exchange6 x, @Nullable Ipv6Address address) {
        if (x.served == null) {
            return null;
        }
        Subnet6 subnet = x.served.subnet();
        return x.engine.names.of(subnet, address == null ? null : subnet.poolOf(address));
    }

    private static String reserved(Exchange6 x) {
        Reservation host = x.host();
        return host == null ? "" : host.hostname();
    }
}
