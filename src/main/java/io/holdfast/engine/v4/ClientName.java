package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.HostNames;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the client calls itself (option 81, RFC 4702, else option 12), cleaned, and how that is answered by a server that
 * makes no DNS updates: the name comes back, with N set and S cleared in option 81. As in Kea, a name that is asked for
 * and missing is made from the address.
 *
 * @param name lower case; empty when it is to be made from the address
 * @param fqdnHeader the first three bytes of the answer's option 81; absent when the client sent option 12
 */
record ClientName(String name, byte @Nullable [] fqdnHeader) {

    private static final int FLAG_S = 1;
    private static final int FLAG_O = 2;
    private static final int FLAG_E = 4;
    private static final int FLAG_N = 8;

    /** Absent when the client names none, or one that cannot be used. */
    static @Nullable ClientName in(Message4 message) {
        byte[] fqdn = message.option(OptionCode4.CLIENT_FQDN);
        if (fqdn != null) {
            return ofFqdn(fqdn);
        }
        byte[] hostname = message.option(OptionCode4.HOST_NAME);
        return hostname == null ? null : ofHostname(new String(hostname, StandardCharsets.ISO_8859_1).strip());
    }

    private static @Nullable ClientName ofHostname(String raw) {
        if (raw.equals(".")) {
            return new ClientName("", null);
        }
        String name = HostNames.cleaned(raw);
        if (name == null || name.isEmpty()) {
            return null;
        }
        boolean oneLabel = name.indexOf('.') == name.length() - 1;
        return new ClientName(oneLabel ? name.substring(0, name.length() - 1) : name, null);
    }

    private static @Nullable ClientName ofFqdn(byte[] option) {
        if (option.length < 3 || (option[0] & (FLAG_S | FLAG_N)) == (FLAG_S | FLAG_N)) {
            return null;
        }
        int flags = FLAG_N | option[0] & FLAG_E | ((option[0] & FLAG_S) != 0 ? FLAG_O : 0);
        byte[] header = {(byte) flags, option[1], option[2]};
        String raw = (flags & FLAG_E) != 0
                ? HostNames.fromLabels(option, 3)
                : new String(option, 3, option.length - 3, StandardCharsets.ISO_8859_1);
        if (raw == null) {
            return null;
        }
        if (raw.isEmpty()) {
            return new ClientName("", header);
        }
        String name = HostNames.cleaned(raw);
        return name == null || name.isEmpty() ? null : new ClientName(name.endsWith(".") ? name : name + ".", header);
    }

    /** The name as leases keep it, for a client that gets this address. */
    String forLease(Ipv4Address address) {
        if (!name.isEmpty()) {
            return name;
        }
        return HostNames.made(address) + (fqdnHeader == null ? "" : ".");
    }

    int optionCode() {
        return fqdnHeader == null ? OptionCode4.HOST_NAME : OptionCode4.CLIENT_FQDN;
    }

    /** The option of the answer, without code and length. */
    byte[] payload(Ipv4Address address) {
        String text = forLease(address);
        if (fqdnHeader == null) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(fqdnHeader);
        if ((fqdnHeader[0] & FLAG_E) == 0) {
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        } else {
            out.writeBytes(HostNames.toLabels(text));
        }
        return out.toByteArray();
    }
}
