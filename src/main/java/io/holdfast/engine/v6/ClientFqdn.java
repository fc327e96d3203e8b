package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * What the client calls itself (option 39, RFC 4704), cleaned, and how that is answered by a server that makes no DNS
 * updates: the name comes back with N set and S cleared. As in Kea, a name that is asked for and missing is made from the
 * address.
 *
 * @param name lower case with a dot at its end; empty when it is to be made from the address
 */
record ClientFqdn(String name, int flags) {

    private static final int FLAG_S = 1;
    private static final int FLAG_O = 2;
    private static final int FLAG_N = 4;

    /** Absent when {@code option} is, or names nobody that could be called so. */
    static @Nullable ClientFqdn of(byte @Nullable [] option) {
        if (option == null || option.length < 1 || (option[0] & (FLAG_S | FLAG_N)) == (FLAG_S | FLAG_N)) {
            return null;
        }
        int flags = FLAG_N | ((option[0] & FLAG_S) != 0 ? FLAG_O : 0);
        String raw = HostNames.fromLabels(option, 1);
        if (raw == null) {
            return null;
        }
        if (raw.isEmpty()) {
            return new ClientFqdn("", flags);
        }
        String name = HostNames.cleaned(raw);
        return name == null || name.isEmpty() ? null : new ClientFqdn(name.endsWith(".") ? name : name + ".", flags);
    }

    /** With the name that is reserved for the client, lower case, with or without a dot at its end. */
    ClientFqdn renamed(String reserved) {
        return new ClientFqdn(reserved.endsWith(".") ? reserved : reserved + ".", flags);
    }

    /** The name as leases keep it; {@code address} absent: of a client that has none, only prefixes. */
    String forLease(@Nullable Ipv6Address address) {
        if (!name.isEmpty() || address == null) {
            return name;
        }
        return HostNames.made(address) + ".";
    }

    /** The option of the answer, without code and length. */
    byte[] payload(@Nullable Ipv6Address address) {
        String text = forLease(address);
        byte[] labels = text.isEmpty() ? new byte[0] : HostNames.toLabels(text);
        byte[] payload = new byte[1 + labels.length];
        payload[0] = (byte) flags;
        System.arraycopy(labels, 0, payload, 1, labels.length);
        return payload;
    }
}
